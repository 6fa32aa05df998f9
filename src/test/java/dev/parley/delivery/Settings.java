package dev.parley.delivery;

import java.time.Duration;

/** Hub settings for tests: the defaults but for what a test sets. */
public final class Settings {
  private final HubSettings defaults = HubSettings.defaults();
  private int loops = 2;
  private int ringEvents = defaults.ringEvents();
  private long ringBytes = defaults.ringBytes();
  private int pageSize = defaults.pageSize();
  private long pageBytes = defaults.pageBytes();
  private long maxLag = defaults.maxLag();
  private int outboxFrames = defaults.outboxFrames();
  private int maxWriteFrames = defaults.maxWriteFrames();
  private Duration silence = defaults.silence();

  public Settings loops(int count) {
    loops = count;
    return this;
  }

  public Settings ring(int events, long bytes) {
    ringEvents = events;
    ringBytes = bytes;
    return this;
  }

  public Settings pages(int size, long bytes) {
    pageSize = size;
    pageBytes = bytes;
    return this;
  }

  public Settings maxLag(long events) {
    maxLag = events;
    return this;
  }

  public Settings outboxFrames(int frames) {
    outboxFrames = frames;
    return this;
  }

  public Settings maxWriteFrames(int frames) {
    maxWriteFrames = frames;
    return this;
  }

  public Settings silence(Duration duration) {
    silence = duration;
    return this;
  }

  public HubSettings build() {
    return new HubSettings(
        loops,
        ringEvents,
        ringBytes,
        pageSize,
        pageBytes,
        defaults.pageReads(),
        defaults.stall(),
        maxLag,
        outboxFrames,
        defaults.outboxBytes(),
        maxWriteFrames,
        defaults.maxWriteBytes(),
        defaults.pingInterval(),
        silence,
        defaults.flushTimeout(),
        defaults.releaseTimeout());
  }
}
