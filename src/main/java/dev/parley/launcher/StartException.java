package dev.parley.launcher;

/** The hub cannot start as things are. The message says why, to who started it. */
public final class StartException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With the reason, in words for who started the hub. */
  public StartException(String message) {
    super(message);
  }
}
