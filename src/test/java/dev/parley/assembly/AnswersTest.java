package dev.parley.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.View;
import jakarta.persistence.PersistenceException;
import org.junit.jupiter.api.Test;

final class AnswersTest {
  @Test
  void aStoreThatIsGoneIsUnavailable() {
    Reply reply =
        Answers.read(
            () -> {
              throw new PersistenceException("no connection");
            });
    assertThat(reply).isInstanceOf(Reply.Refused.class);
    Refusal refusal = ((Reply.Refused) reply).refusal();
    assertThat(refusal.code()).isEqualTo(Refusal.Code.UNAVAILABLE);
    assertThat(refusal.retryAfter()).isPositive();
    assertThat(refusal.detail()).doesNotContain("connection");
  }

  @Test
  void showsWhatWasRead() {
    View view = new View.Me(Caller.ANONYMOUS);
    assertThat(Answers.read(() -> view)).isEqualTo(Reply.shown(view));
  }
}
