package dev.parley.door;

/**
 * What a WebSocket client may send. All at least 1.
 *
 * @param maxFrame bytes of a message
 * @param framesPerSecond messages in the long run
 * @param frameBurst messages at once
 */
public record WebSocketSettings(int maxFrame, int framesPerSecond, int frameBurst) {
  public WebSocketSettings {
    if (maxFrame < 1 || framesPerSecond < 1 || frameBurst < 1) {
      throw new IllegalArgumentException("the limits of WebSockets must be 1 or more");
    }
  }
}
