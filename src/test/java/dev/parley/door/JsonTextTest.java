package dev.parley.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.vocabulary.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTextTest {
  @Test
  void readsAnObject() {
    assertThat(
            JsonText.parse("{\"a\":[1,-2.5e3,true,null,\"\\ud83d\\ude00\"],\"b\":{}}").toString())
        .isEqualTo("{\"a\":[1,-2.5E+3,true,null,\"😀\"],\"b\":{}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \n",
        "{",
        "}",
        "[]",
        "1",
        "\"a\"",
        "null",
        "{a:1}",
        "{\"a\":1,}",
        "{\"a\":01}",
        "{\"a\":.5}",
        "{\"a\":NaN}",
        "{\"a\":\"\u0001\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":1}{",
        "{\"a\":1}x",
        "{\"a\":1} {\"a\":1}",
        "{'a':1}",
        "{\"a\" 1}",
        "{\"a\":tru}",
        "{\"a\":\"",
      })
  void refusesWhatIsNotAnObjectOfJson(String text) {
    assertThat(refusal(text).code()).isEqualTo(Refusal.Code.MALFORMED);
  }

  @Property
  void neverFailsOtherwise(@ForAll String text) {
    try {
      JsonText.parse(text);
    } catch (RefusedException e) {
      assertThat(e.refusal().detail()).isNotBlank();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'a':1,'a':1}|/a",
        "{'a':{'b':[0,{'c':1,'c':2}]}}|/a/b/1/c",
        "{'x/y~z':1,'x/y~z':2}|/x~1y~0z",
        "{'a':'\\u0000'}|/a",
        "{'a':'\\ud800'}|/a",
        "{'a':'\\udc00x'}|/a",
        "{'a':'\\ud800\\ud800'}|/a",
        "{'a':['x','\\udfff']}|/a/1",
        "{'o':{'\\u0000':1}}|/o",
        "{'a':1e999999999999}|/a",
        "{'a':1e401}|/a",
        "{'a':1e-999999999}|/a",
        "{'a':11111111111111111111111111111111111111111111111111111111111111111}|/a",
      })
  void namesTheFault(String text, String pointer) {
    Refusal refusal = refusal(text.replace('\'', '"'));
    assertThat(refusal.code()).isEqualTo(Refusal.Code.INVALID);
    assertThat(refusal.faults()).extracting(Refusal.Fault::pointer).containsExactly(pointer);
  }

  @Test
  void collectsFaults() {
    assertThat(refusal("{\"a\":\"\\u0000\",\"b\":[1e999],\"c\":1,\"c\":1}").faults())
        .extracting(Refusal.Fault::pointer)
        .containsExactly("/a", "/b/0", "/c");
  }

  @Test
  void boundsTheNesting() {
    assertThat(JsonText.parse("{\"a\":" + "[".repeat(31) + "]".repeat(31) + "}")).hasSize(1);
    assertThat(refusal("{\"a\":" + "[".repeat(32) + "]".repeat(32) + "}").faults())
        .extracting(Refusal.Fault::pointer)
        .containsExactly("/a" + "/0".repeat(31));
    assertThat(refusal("{\"a\":".repeat(100_000)).code()).isEqualTo(Refusal.Code.INVALID);
  }

  @Test
  void boundsTheBody() throws IOException {
    byte[] body = "{\"a\":\"é\"}".getBytes(StandardCharsets.UTF_8);
    assertThat(JsonText.read(new ByteArrayInputStream(body), body.length).getString("a"))
        .isEqualTo("é");
    assertThat(bodyRefusal(body, body.length - 1)).isEqualTo(Refusal.Code.TOO_LARGE);
  }

  @Test
  void refusesWhatIsNotUtf8() {
    byte[] latin1 = "{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(bodyRefusal(latin1, 100)).isEqualTo(Refusal.Code.MALFORMED);
    byte[] overlong = {'{', '"', (byte) 0xC0, (byte) 0x80, '"', ':', '1', '}'};
    assertThat(bodyRefusal(overlong, 100)).isEqualTo(Refusal.Code.MALFORMED);
  }

  private static Refusal.Code bodyRefusal(byte[] body, int limit) {
    return catchThrowableOfType(
            RefusedException.class, () -> JsonText.read(new ByteArrayInputStream(body), limit))
        .refusal()
        .code();
  }

  private static Refusal refusal(String text) {
    return catchThrowableOfType(RefusedException.class, () -> JsonText.parse(text)).refusal();
  }
}
