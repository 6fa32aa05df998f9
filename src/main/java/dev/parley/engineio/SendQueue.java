package dev.parley.engineio;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The packets that wait to be sent. For one thread at a time, but for what it has given out. */
final class SendQueue {
  /** What a packet costs besides its content. */
  private static final int OVERHEAD = 64;

  private final ArrayDeque<Entry> entries = new ArrayDeque<>();
  private long bytes;

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** How much waits. */
  long bytes() {
    return bytes;
  }

  void add(Packet packet) {
    add(new Entry(packet, packet.encodedLength(), null));
  }

  /** Adds messages; how they fare is told to the completion, once. */
  void add(List<Message> messages, Completion completion) {
    Write write = new Write(completion, messages.size());
    for (Message message : messages) {
      Packet packet = Packet.message(message);
      add(new Entry(packet, packet.encodedLength(), write));
    }
  }

  private void add(Entry entry) {
    entries.add(entry);
    bytes += entry.length + OVERHEAD;
  }

  /** Takes as many as have that many bytes together with what separates them; at least one. */
  Chunk take(long maxBytes) {
    Chunk chunk = new Chunk();
    long taken = 0;
    while (!entries.isEmpty()) {
      Entry entry = entries.element();
      taken += entry.length + (chunk.packets.isEmpty() ? 0 : 1);
      if (taken > maxBytes && !chunk.packets.isEmpty()) {
        break;
      }
      entries.remove();
      bytes -= entry.length + OVERHEAD;
      chunk.add(entry);
    }
    return chunk;
  }

  /** Gives up all that waits; what is to be told then goes to {@code later}. */
  void clear(Consumer<Runnable> later) {
    Chunk all = take(Long.MAX_VALUE);
    all.lost(new IOException("the session ended"), later);
  }

  /** What is to be sent at once. */
  static final class Chunk {
    private final List<Packet> packets = new ArrayList<>();
    private final List<Write> writes = new ArrayList<>();

    private void add(Entry entry) {
      packets.add(entry.packet);
      if (entry.write != null) {
        writes.add(entry.write);
      }
    }

    /** Adds a packet that nobody asks after. */
    void add(Packet packet) {
      packets.add(packet);
    }

    List<Packet> packets() {
      return packets;
    }

    /** It was accepted by the network; what is to be told then goes to {@code later}. */
    void sent(Consumer<Runnable> later) {
      @Nullable Write previous = null;
      for (Write write : writes) {
        if (write.sent() || write != previous) {
          later.accept(write::tell);
        }
        previous = write;
      }
    }

    /** It will not be sent. */
    void lost(Throwable cause, Consumer<Runnable> later) {
      writes.stream().distinct().forEach(write -> later.accept(() -> write.fail(cause)));
    }
  }

  private record Entry(Packet packet, long length, @Nullable Write write) {}

  /** Messages whose fate somebody wants to know. */
  private static final class Write {
    private final Completion completion;
    private final AtomicInteger left;
    private final AtomicBoolean ended = new AtomicBoolean();

    Write(Completion completion, int messages) {
      this.completion = completion;
      this.left = new AtomicInteger(messages);
    }

    /** One more was sent; tells whether it was the last. */
    boolean sent() {
      return left.decrementAndGet() == 0;
    }

    void tell() {
      if (left.get() > 0) {
        completion.progressed();
      } else if (ended.compareAndSet(false, true)) {
        completion.done();
      }
    }

    void fail(Throwable cause) {
      if (ended.compareAndSet(false, true)) {
        completion.failed(cause);
      }
    }
  }
}
