package dev.parley.door;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestSyntaxTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a=b&c",
        "a=%C3%A9",
        "a=%e2%82%ac%F0%9f%9a%80",
        "a=%EF%BF%BD",
        "%25",
        "a=\u00e9",
        "a=\ud800"
      })
  void takesPercentEncodedUtf8(String part) {
    assertThat(RequestSyntax.faultOfAddress(part)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%",
        "a=%2",
        "%zz",
        "%u0041",
        "%2\u0663",
        "%c3%28",
        "%c3",
        "%c3\u00a9",
        "%e2%82",
        "%80",
        "%c0%80",
        "%ed%a0%80",
        "%f5%80%80%80",
        "%ff"
      })
  void refusesWhatIsNoUri(String part) {
    assertThat(RequestSyntax.faultOfAddress(part)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*/*",
        "application/json",
        "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2",
        "a/b;q=1, c/d;q=0.001;,",
        "a/b; Q=1.",
        "a/b;x=\"y;z,q\";q=0",
        "a/b;x=\"\\\";q=no\"",
        "a/b;q=2",
        ",",
        ";;;",
        "nonsense"
      })
  void takesWhatCanBeRead(String accept) {
    assertThat(RequestSyntax.faultOfAccept(accept)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"*/*;q=x", "a/b, c/d;q=", "a/b;q=.", "a/b;q", "a/b;x", "a/b;q=NaN", "a/b;q=-1"})
  void refusesRangesThatCannotBeRead(String accept) {
    assertThat(RequestSyntax.faultOfAccept(accept)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json;q", "application/json; q=1", "a/b;x"})
  void refusesTypesThatCannotBeRead(String type) {
    assertThat(RequestSyntax.faultOfContentType(type)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/json;",
        "application/json; charset=\"utf-8\"",
        "multipart/form-data; boundary=\"a;q=1\"",
        "nonsense"
      })
  void takesTypesThatCanBeRead(String type) {
    assertThat(RequestSyntax.faultOfContentType(type)).isNull();
  }
}
