package dev.parley.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PacketTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0{\"sid\":\"x\"}",
        "1",
        "2",
        "2probe",
        "3probe",
        "4",
        "4h\u00e9llo\n",
        "5",
        "6",
        "bAQIDBA==",
        "b"
      })
  void readsWhatItWrites(String encoded) throws Exception {
    Packet packet = Packet.decode(encoded);
    assertThat(packet.encode()).isEqualTo(encoded);
    assertThat(packet.encodedLength()).isEqualTo(encoded.getBytes(StandardCharsets.UTF_8).length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "7", "a", "abc", "-", " 4", "1x", "5x", "6x", "b*", "bAQ=D", "\u0664"})
  void takesNothingElse(String encoded) {
    assertThatThrownBy(() -> Packet.decode(encoded)).isInstanceOf(MalformedPacketException.class);
  }

  @Test
  void payloadsHoldPacketsBetweenSeparators() throws Exception {
    assertThat(decoded("4hello\u001ebAQIDBA==\u001e2"))
        .containsExactly(
            Packet.message(EngineFixture.text("hello")),
            Packet.message(EngineFixture.bytes(1, 2, 3, 4)),
            Packet.of(PacketType.PING));
    assertThat(
            Payload.encode(
                List.of(
                    Packet.message(EngineFixture.text("a")),
                    Packet.message(EngineFixture.bytes(255)))))
        .isEqualTo("4a\u001eb/w==");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\u001e", "4a\u001e", "\u001e4a", "4a\u001e\u001e4b", "4a\u001e9"})
  void payloadsHoldNothingElse(String encoded) {
    assertThatThrownBy(() -> decoded(encoded)).isInstanceOf(MalformedPacketException.class);
  }

  @Test
  void readingIsStrictAboutUtf8() throws Exception {
    byte[] euro = "4\u20ac\ud83d\ude00".getBytes(StandardCharsets.UTF_8);
    assertThat(Utf8.decode(euro, euro.length)).isEqualTo("4\u20ac\ud83d\ude00");
    assertThat(Utf8.length("4\u20ac\ud83d\ude00")).isEqualTo(euro.length);
    assertThatThrownBy(() -> Utf8.decode(euro, euro.length - 1))
        .isInstanceOf(MalformedPacketException.class);
  }

  private static List<Packet> decoded(String encoded) throws MalformedPacketException {
    List<Packet> packets = new ArrayList<>();
    Payload payload = new Payload(encoded);
    while (payload.hasNext()) {
      packets.add(payload.next());
    }
    return packets;
  }
}
