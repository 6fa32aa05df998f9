package dev.parley.door.rest;

import dev.parley.door.JsonText;
import dev.parley.door.RefusedException;
import dev.parley.journal.Idempotency;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Refusal;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the header {@code Idempotency-Key}: who repeats what. */
final class Idempotence {
  /** The header field. */
  static final String HEADER = "Idempotency-Key";

  private static final int MAX_LENGTH = 255;

  private Idempotence() {}

  /** The client's key, or null where it gave none. */
  static @Nullable String key(HttpServletRequest request) {
    return key(Collections.list(request.getHeaders(HEADER)));
  }

  /**
   * The client's key, or null where it gave none.
   *
   * @param values the lines of the header field
   * @throws RefusedException {@code invalid} where it is given twice, blank, too long, or holds
   *     anything but printable ASCII characters
   */
  static @Nullable String key(List<String> values) {
    if (values.isEmpty()) {
      return null;
    }
    String key = values.get(0);
    if (values.size() > 1
        || key.isBlank()
        || key.length() > MAX_LENGTH
        || key.chars().anyMatch(c -> c < ' ' || c > '~')) {
      throw new RefusedException(
          Refusal.invalid(
              List.of(
                  new Refusal.Fault(
                      HEADER, "has to be one text of 1 to 255 printable ASCII characters"))));
    }
    return key;
  }

  /** Marks a request, whose key belongs to its caller, method and path. */
  static Idempotency of(String key, Caller caller, String method, String path, JsonObject body) {
    return new Idempotency(
        sha256(List.of(caller.qualifiedId(), method, path, key)), sha256(List.of(canonical(body))));
  }

  /** Marks one of the commands of a request, which belongs to the request's key and its place. */
  static Idempotency part(Idempotency request, int index) {
    return new Idempotency(
        sha256(List.of(request.key(), Integer.toString(index))), request.fingerprint());
  }

  /** The same text for the same value, however its members were ordered and spaced. */
  static String canonical(JsonValue value) {
    return switch (value.getValueType()) {
      case OBJECT ->
          new TreeMap<>(value.asJsonObject())
              .entrySet().stream()
                  .map(member -> quoted(member.getKey()) + ":" + canonical(member.getValue()))
                  .collect(Collectors.joining(",", "{", "}"));
      case ARRAY ->
          ((JsonArray) value)
              .stream().map(Idempotence::canonical).collect(Collectors.joining(",", "[", "]"));
      case STRING, NUMBER, TRUE, FALSE, NULL -> value.toString();
    };
  }

  private static String quoted(String name) {
    return JsonText.PROVIDER.createValue(name).toString();
  }

  /** Each part with its length before it, so that no two lists of parts make one text. */
  private static String sha256(List<String> parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        digest.update((part.length() + ":" + part + ",").getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
