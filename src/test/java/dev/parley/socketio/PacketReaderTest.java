package dev.parley.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.engineio.Message;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PacketReaderTest {
  private final PacketReader reader = new PacketReader(SocketSettings.DEFAULTS);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | CONNECT | / | | ",
        "0{\"token\":\"x\"} | CONNECT | / | | {\"token\":\"x\"}",
        "0/admin,{} | CONNECT | /admin | | {}",
        "0/admin | CONNECT | /admin | | ",
        "0/admin?token=x, | CONNECT | /admin | | ",
        "1 | DISCONNECT | / | | ",
        "1/admin, | DISCONNECT | /admin | | ",
        "2[\"foo\"] | EVENT | / | | [\"foo\"]",
        "2 [\"foo\"] | EVENT | / | | [\"foo\"]",
        "2/admin,[\"bar\"] | EVENT | /admin | | [\"bar\"]",
        "212[\"foo\"] | EVENT | / | 12 | [\"foo\"]",
        "2/admin,999999999999999[] | EVENT | /admin | 999999999999999 | []",
        "3/admin,13[\"bar\"] | ACK | /admin | 13 | [\"bar\"]",
        "30[] | ACK | / | 0 | []",
        "50-[\"none\"] | EVENT | / | | [\"none\"]",
      })
  void readsWhatTheProtocolSays(
      String text, PacketType type, String namespace, Long id, String json) throws Exception {
    Packet packet = reader.read(new Message.Text(text));
    assertThat(packet.type()).isEqualTo(type);
    assertThat(packet.namespace()).isEqualTo(namespace);
    assertThat(packet.id()).isEqualTo(id);
    assertThat(packet.json().strip()).isEqualTo(json == null ? "" : json);
    assertThat(packet.attachments()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "7",
        "abc",
        "/",
        "0[]",
        "0\"x\"",
        "012{}",
        "1[]",
        "1{}",
        "12",
        "2",
        "2{}",
        "2\"x\"",
        "21",
        "2abc[\"x\"]",
        "2[",
        "2[\"x\"",
        "2[\"x\",]",
        "2[\"x\"]]",
        "2[\"x\"]x",
        "2[\"x\"] {}",
        "21234567890123456[\"x\"]",
        "2\u0661[\"x\"]",
        "2[1e99,,]",
        "3[\"x\"]",
        "31",
        "31{}",
        "4",
        "4{\"message\":\"x\"}",
        "5[\"x\"]",
        "5-[\"x\"]",
        "511-[\"x\"]",
        "5x-[\"x\"]",
        "51[\"x\"]",
        "599999999999-[\"x\"]",
        "51-[\"x\"]",
        "51-[\"x\",{\"_placeholder\":true,\"num\":1}]",
        "51-[\"x\",{\"_placeholder\":true}]",
        "51-[\"x\",{\"_placeholder\":true,\"num\":-1}]",
        "51-[\"x\",{\"_placeholder\":true,\"num\":\"0\"}]",
        "51-[\"x\",{\"_placeholder\":1,\"num\":0}]",
        "51-[\"x\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":0}]",
        "52-[\"x\",{\"_placeholder\":true,\"num\":0}]",
        "61-[{\"_placeholder\":true,\"num\":0}]"
      })
  void takesNothingElse(String text) {
    assertThatThrownBy(() -> reader.read(new Message.Text(text)))
        .isInstanceOf(ProtocolException.class);
  }

  @Test
  void attachmentsFollowTheirPacket() throws Exception {
    String text =
        "52-/admin,7[\"baz\",{\"_placeholder\":true,\"num\":1},{\"a\":[{\"num\":0,\"_placeholder\":true}]}]";
    assertThat(reader.read(new Message.Text(text))).isNull();
    assertThat(reader.read(bytes(1, 2))).isNull();
    Packet packet = reader.read(bytes(3));
    assertThat(packet.type()).isEqualTo(PacketType.EVENT);
    assertThat(packet.id()).isEqualTo(7);
    assertThat(packet.attachments())
        .containsExactly(ByteBuffer.wrap(new byte[] {1, 2}), ByteBuffer.wrap(new byte[] {3}));
    assertThat(packet.encode()).isEqualTo(text);
    assertThat(reader.read(new Message.Text("2[\"next\"]"))).isNotNull();
  }

  @Test
  void whatLooksLikeAPlaceholderIsDataWithoutAttachments() throws Exception {
    Packet packet = reader.read(new Message.Text("2[\"x\",{\"_placeholder\":true,\"num\":5}]"));
    Arguments arguments =
        Arguments.of(JsonTexts.elements(packet.json()).subList(1, 2), packet.attachments());
    assertThat(arguments.bytes(0)).isNull();
  }

  @Test
  void bytesBelongToAPacket() throws Exception {
    assertThatThrownBy(() -> reader.read(bytes(1))).isInstanceOf(ProtocolException.class);
    reader.read(new Message.Text("51-[\"x\",{\"_placeholder\":true,\"num\":0}]"));
    assertThatThrownBy(() -> reader.read(new Message.Text("2[\"x\"]")))
        .isInstanceOf(ProtocolException.class);
  }

  @Test
  void attachmentsHaveOnlySoManyBytes() throws Exception {
    PacketReader small =
        new PacketReader(new SocketSettings(java.time.Duration.ofSeconds(1), 2, 3, 32, 1, 1));
    String text = "52-[\"x\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]";
    small.read(new Message.Text(text));
    small.read(bytes(1, 2));
    assertThat(small.read(bytes(3))).isNotNull();
    small.read(new Message.Text(text));
    small.read(bytes(1, 2));
    assertThatThrownBy(() -> small.read(bytes(3, 4))).isInstanceOf(ProtocolException.class);
  }

  @Test
  void jsonIsNestedOnlySoDeep() throws Exception {
    assertThat(reader.read(new Message.Text("2" + nested(32)))).isNotNull();
    assertThatThrownBy(() -> reader.read(new Message.Text("2" + nested(33))))
        .isInstanceOf(ProtocolException.class);
    assertThatThrownBy(() -> reader.read(new Message.Text("2[\"x\"," + "1".repeat(65) + "]")))
        .isInstanceOf(ProtocolException.class);
  }

  private static String nested(int depth) {
    return "[".repeat(depth) + "]".repeat(depth);
  }

  @Test
  void arraysAreTakenApartAsTheyAre() {
    assertThat(
            JsonTexts.elements(
                "[ \"a,]\\\"\\\\\" ,{\"b\" : [1, {\"c\":\"}\"}]},[ ] , -1.5e3,null,\"\"]"))
        .containsExactly(
            "\"a,]\\\"\\\\\"", "{\"b\" : [1, {\"c\":\"}\"}]}", "[ ]", "-1.5e3", "null", "\"\"");
    assertThat(JsonTexts.elements("[]")).isEmpty();
    assertThat(JsonTexts.elements(" [ ] ")).isEmpty();
    assertThat(JsonTexts.elements("[[]]")).isEqualTo(List.of("[]"));
  }

  private static Message bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return new Message.Binary(ByteBuffer.wrap(bytes));
  }
}
