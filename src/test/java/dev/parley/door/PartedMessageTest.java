package dev.parley.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class PartedMessageTest {
  private final PartedMessage message = new PartedMessage(10);

  @Test
  void putsPartsTogether() {
    assertThat(message.add("one")).isTrue();
    assertThat(message.take()).isEqualTo("one");
    assertThat(message.add("")).isTrue();
    assertThat(message.add("t")).isTrue();
    assertThat(message.add("")).isTrue();
    assertThat(message.add("wo")).isTrue();
    assertThat(message.take()).isEqualTo("two");
    assertThat(message.take()).isEmpty();
  }

  @Test
  void countsBytesWhereverAPartEnds() {
    String ten = "a\u00e9\u20ac\ud83d\ude80";
    assertThat(ten.getBytes(StandardCharsets.UTF_8)).hasSize(10);
    for (int end = 0; end <= ten.length(); end++) {
      assertThat(message.add(ten.substring(0, end))).isTrue();
      assertThat(message.add(ten.substring(end))).isTrue();
      assertThat(message.take()).isEqualTo(ten);
    }
    assertThat(message.add(ten)).isTrue();
    assertThat(message.add("b")).isFalse();
  }

  @Test
  void keepsNothingOfWhatIsTooLarge() {
    assertThat(message.add("1234567890")).isTrue();
    assertThat(message.add("1")).isFalse();
    assertThat(message.add("")).isFalse();
    PartedMessage atOnce = new PartedMessage(10);
    assertThat(atOnce.add("\u20ac".repeat(4))).isFalse();
    assertThat(new PartedMessage(10).add("x".repeat(11))).isFalse();
  }

  @Test
  void countsWhatNobodyWants() {
    assertThat(message.skip(10)).isTrue();
    message.take();
    assertThat(message.skip(11)).isFalse();
  }
}
