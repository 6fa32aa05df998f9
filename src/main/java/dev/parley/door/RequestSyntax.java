package dev.parley.door;

import dev.parley.vocabulary.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with the head of a request. Containers differ in it: some put U+FFFD in the place
 * of bytes that are no UTF-8, so that two names become one, and some fail with 500 at a media type
 * that cannot be read. So it is looked at before they do.
 */
final class RequestSyntax {
  /** RFC 9110, section 12.4.2, and {@code .2}, which the JDK's own client sends. */
  private static final Pattern QUALITY = Pattern.compile("\\d{1,9}(\\.\\d{0,9})?|\\.\\d{1,9}");

  private RequestSyntax() {}

  /** {@code malformed} with the first fault; null where there is none. */
  static @Nullable Refusal refusal(HttpServletRequest request) {
    return Stream.of(
            fault(request.getRequestURI(), RequestSyntax::faultOfAddress),
            fault(request.getQueryString(), RequestSyntax::faultOfAddress),
            fault(request.getContentType(), RequestSyntax::faultOfContentType),
            fault(
                String.join(",", Collections.list(request.getHeaders("Accept"))),
                RequestSyntax::faultOfAccept))
        .flatMap(Optional::stream)
        .findFirst()
        .map(fault -> Refusal.of(Refusal.Code.MALFORMED, fault))
        .orElse(null);
  }

  private static Optional<String> fault(
      @Nullable String part, Function<String, @Nullable String> check) {
    return part == null ? Optional.empty() : Optional.ofNullable(check.apply(part));
  }

  /** A part of a URI as it was sent: percent-encoded bytes have to be UTF-8 (RFC 3986, 2.5). */
  static @Nullable String faultOfAddress(String part) {
    if (part.indexOf('%') < 0) {
      return null;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(part.length());
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      if (c != '%') {
        // What is not ASCII should have been encoded; whatever it is, it ends a run of bytes.
        bytes.write(c < 0x80 ? c : '?');
        continue;
      }
      if (i + 2 >= part.length()
          || !HexFormat.isHexDigit(part.charAt(i + 1))
          || !HexFormat.isHexDigit(part.charAt(i + 2))) {
        return "The request's URI has a percent sign without two hexadecimal digits.";
      }
      bytes.write(HexFormat.fromHexDigits(part, i + 1, i + 3));
      i += 2;
    }
    try {
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes.toByteArray()));
      return null;
    } catch (CharacterCodingException e) {
      return "The request's URI is not UTF-8.";
    }
  }

  /** The value of {@code Content-Type}, one media type. */
  static @Nullable String faultOfContentType(String value) {
    return faultOfMediaType(value, false);
  }

  /** The value of {@code Accept}, a list of media ranges. */
  static @Nullable String faultOfAccept(String value) {
    for (String range : split(value, ',')) {
      String fault = faultOfMediaType(range, true);
      if (fault != null) {
        return fault;
      }
    }
    return null;
  }

  /** What stands before the parameters is left to those who look for a type they know. */
  private static @Nullable String faultOfMediaType(String value, boolean isRange) {
    List<String> parts = split(value, ';');
    for (String parameter : parts.subList(1, parts.size())) {
      int equals = parameter.indexOf('=');
      if (equals < 0 && !parameter.isBlank()) {
        return "A media type has a parameter without a value.";
      }
      if (equals < 0 || !parameter.substring(0, equals).strip().equalsIgnoreCase("q")) {
        continue;
      }
      if (!isRange) {
        return "Content-Type has no q; Accept has.";
      }
      if (!QUALITY.matcher(parameter.substring(equals + 1).strip()).matches()) {
        return "A q of Accept is no number.";
      }
    }
    return null;
  }

  /** At least one part; a separator in a quoted string separates nothing. */
  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == '\\' && quoted) {
        i++;
      } else if (c == separator && !quoted) {
        parts.add(text.substring(from, i));
        from = i + 1;
      }
    }
    parts.add(text.substring(from));
    return parts;
  }
}
