package dev.parley.launcher;

import java.io.Serial;

/** The command line asks for something that does not exist. The message is for who typed it. */
final class UsageException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
