package dev.parley.door.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 0",
    "bytes=3-5, 3, 5",
    "bytes=3-, 3, 9",
    "bytes=3-100, 3, 9",
    "bytes=-4, 6, 9",
    "bytes=-100, 0, 9",
    "bytes= 1 - 2, 1, 2",
  })
  void whatIsAskedFor(String header, long from, long to) {
    assertThat(ByteRange.of(header, 10)).isEqualTo(new ByteRange(from, to));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=10-", "bytes=10-20", "bytes=-0"})
  void whatIsNotThere(String header) {
    assertThat(ByteRange.of(header, 10)).isEqualTo(ByteRange.UNSATISFIABLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=-",
        "bytes=5-3",
        "bytes=0-1,3-4",
        "items=0-1",
        "x",
        "bytes=a-b",
        "bytes=99999999999999999999-"
      })
  void whatMayBeLeftAside(String header) {
    assertThat(ByteRange.of(header, 10)).isNull();
  }

  @Test
  void nothing() {
    assertThat(ByteRange.of(null, 10)).isNull();
  }
}
