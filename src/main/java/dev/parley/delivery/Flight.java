package dev.parley.delivery;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A write that is under way. Counts the first end that it is told, whatever a transport tells
 * after.
 */
final class Flight implements Transport.Completion, Runnable {
  private final Courier courier;
  private final boolean isLife;
  private final AtomicBoolean landed = new AtomicBoolean();
  private @Nullable Throwable failure;

  /**
   * @param isLife whether it is a sign of life that the network takes it
   */
  Flight(Courier courier, boolean isLife) {
    this.courier = courier;
    this.isLife = isLife;
  }

  @Override
  public void progressed() {
    if (isLife && !landed.get()) {
      courier.progressed();
    }
  }

  @Override
  public void done() {
    land(null);
  }

  @Override
  public void failed(Throwable cause) {
    land(cause);
  }

  private void land(@Nullable Throwable cause) {
    if (landed.compareAndSet(false, true)) {
      failure = cause;
      if (isLife && cause == null) {
        courier.progressed();
      }
      courier.loop().runOrPost(this);
    }
  }

  @Override
  public void run() {
    courier.landed(this, failure);
  }
}
