package dev.parley.vocabulary;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why something was not done.
 *
 * @param code the reason, from a closed list that is the same through every door
 * @param detail one sentence for people; holds no secret and nothing of the hub's inside
 * @param retryAfter when trying again helps, or null when it does not
 * @param faults the places of bad input, where it is that
 * @param quota the limit that was met, where it is that
 */
public record Refusal(
    Code code,
    String detail,
    @Nullable Duration retryAfter,
    List<Fault> faults,
    @Nullable Quota quota) {

  public Refusal {
    faults = List.copyOf(faults);
  }

  /** The closed list of reasons. */
  public enum Code {
    /** No credential, or one that is not, or no longer, valid. */
    UNAUTHENTICATED,
    /** The caller may not do that. */
    FORBIDDEN,
    /** There is no such thing, or the caller may not know of it. */
    NOT_FOUND,
    /** Not JSON, or not a JSON object. */
    MALFORMED,
    /** Well-formed, but not acceptable; {@link Refusal#faults()} says where. */
    INVALID,
    /** It contradicts what is already so. */
    CONFLICT,
    /** Larger than the limit. */
    TOO_LARGE,
    /** More often than the limit. */
    RATE_LIMITED,
    /** The hub cannot do it now. It may have happened completely or not at all. */
    UNAVAILABLE,
    /** The path does not take that method. */
    METHOD_NOT_ALLOWED,
    /** The body is of a type that the path does not take. */
    UNSUPPORTED_MEDIA_TYPE,
    /** None of the types asked for can be given. */
    NOT_ACCEPTABLE,
    /** The hub failed; its log knows why. */
    INTERNAL;

    /** The name on the wire, for example {@code rate_limited}. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A place in the input and what is wrong with it.
   *
   * @param pointer a JSON pointer (RFC 6901) into the body, or the name of a query parameter
   */
  public record Fault(String pointer, String detail) {}

  /**
   * A limit in the terms of the RateLimit fields.
   *
   * @param name which limit
   * @param limit how many in a window
   * @param remaining how many are left
   * @param window the window
   * @param reset until when the remaining count is back at the limit
   */
  public record Quota(String name, long limit, long remaining, Duration window, Duration reset) {}

  /** A refusal with a code and a sentence. */
  public static Refusal of(Code code, String detail) {
    return new Refusal(code, detail, null, List.of(), null);
  }

  /** A refusal of bad input. */
  public static Refusal invalid(List<Fault> faults) {
    String detail =
        faults.size() == 1
            ? faults.get(0).pointer() + ": " + faults.get(0).detail()
            : faults.size() + " values are not acceptable.";
    return new Refusal(Code.INVALID, detail, null, faults, null);
  }

  /** {@code unavailable}, with when to try again. */
  public static Refusal unavailable(String detail, Duration retryAfter) {
    return new Refusal(Code.UNAVAILABLE, detail, retryAfter, List.of(), null);
  }

  /** {@code rate_limited}, with when to try again. */
  public static Refusal rateLimited(String detail, Duration retryAfter, Quota quota) {
    return new Refusal(Code.RATE_LIMITED, detail, retryAfter, List.of(), quota);
  }
}
