package dev.parley.launcher;

/** The command line asks for something that does not exist. The message is for who typed it. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
