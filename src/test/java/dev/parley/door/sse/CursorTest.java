package dev.parley.door.sse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.vocabulary.Position;
import dev.parley.vocabulary.Topic;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CursorTest {
  @Test
  void comesBackAsItWent() {
    Cursor cursor =
        Cursor.NOWHERE
            .at(Topic.COLLABORATION, new Position("e1", 0))
            .at(new Topic(Topic.Kind.ROOM, "a b:c 😀"), new Position("e2", Long.MAX_VALUE))
            .at(Topic.COLLABORATION, new Position("e1", 7));
    assertThat(Cursor.parse(cursor.text())).hasValue(cursor);
    assertThat(cursor.text()).matches("[A-Za-z0-9_-]+");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "e1",
        "e1 7",
        "e1 7 nonsense",
        "e1 7 collaboration:x",
        "e1 -1 collaboration",
        "e1 x collaboration",
        "e1 99999999999999999999 collaboration",
        " 7 collaboration",
        "e1 7 collaboration\n",
        "e1 7 collaboration\ne1 8 collaboration",
      })
  void knowsWhatIsNoneOfOurs(String inside) {
    String text =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(inside.getBytes(StandardCharsets.UTF_8));
    assertThat(Cursor.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"!", "====", "+/+/", "gICA"})
  void knowsWhatIsNoCursorAtAll(String text) {
    assertThat(Cursor.parse(text)).isEmpty();
    assertThat(Cursor.parse("A".repeat(20_000))).isEmpty();
  }

  @Property
  void neverFails(@ForAll String text) {
    Cursor.parse(text);
  }
}
