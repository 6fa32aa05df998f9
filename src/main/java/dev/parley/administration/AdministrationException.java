package dev.parley.administration;

/** It could not be done. The message says why, to who has asked for it. */
public final class AdministrationException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private AdministrationException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** What was asked for cannot be meant. */
  static AdministrationException wrong(String message) {
    return new AdministrationException(2, message);
  }

  /** What was asked for cannot be done as things are. */
  public static AdministrationException failed(String message) {
    return new AdministrationException(1, message);
  }

  /** What the process ends with: 2 for a wrong call, else 1. */
  public int exitCode() {
    return exitCode;
  }
}
