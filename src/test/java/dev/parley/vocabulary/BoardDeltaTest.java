package dev.parley.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.vocabulary.LatestEvent.BoardChanged;
import dev.parley.vocabulary.LatestEvent.BoardDelta;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BoardDeltaTest {

  @Test
  void tellsWhoHasChangedWhoCameAndWhoIsGone() {
    BoardChanged before = board(idle("stays"), idle("changes"), idle("goes"));
    BoardChanged now = board(active("changes"), idle("comes"), idle("stays"));
    assertThat(now.since(before))
        .isEqualTo(
            new BoardDelta(
                now.board(), List.of(active("changes"), idle("comes")), List.of("goes")));
  }

  @Test
  void tellsCountsAlone() {
    BoardChanged before = new BoardChanged(new StatusBoard(5, 1, 1, 0, List.of(active("a"))));
    BoardChanged now = new BoardChanged(new StatusBoard(6, 1, 1, 0, List.of(active("a"))));
    assertThat(now.since(before)).isEqualTo(new BoardDelta(now.board(), List.of(), List.of()));
  }

  @Test
  void tellsNothingOfTheSameBoard() {
    assertThat(board(idle("a")).since(board(idle("a")))).isNull();
  }

  @Test
  void tellsTheWholeBoardWhereTooMuchHasChanged() {
    List<AgentStanding> half = new ArrayList<>();
    List<AgentStanding> other = new ArrayList<>();
    for (int i = 0; i < BoardDelta.MAX_DIFFERENCES / 2; i++) {
      half.add(idle("a" + i));
      other.add(idle("b" + i));
    }
    BoardChanged before = new BoardChanged(new StatusBoard(100, 0, 0, 0, half));
    BoardChanged now = new BoardChanged(new StatusBoard(100, 0, 0, 0, other));
    assertThat(now.since(before)).isInstanceOf(BoardDelta.class);
    other.add(idle("more"));
    BoardChanged more = new BoardChanged(new StatusBoard(101, 0, 0, 0, other));
    assertThat(more.since(before)).isSameAs(more);
  }

  @Test
  void aDeltaIsToldAsItIs() {
    BoardChanged now = board(idle("a"));
    LatestEvent delta = now.since(board());
    assertThat(delta).isNotNull();
    assertThat(delta.since(now)).isSameAs(delta);
    assertThat(now.since(delta)).isSameAs(now);
    assertThat(delta.subject()).isEqualTo(now.subject());
  }

  private static BoardChanged board(AgentStanding... agents) {
    return new BoardChanged(new StatusBoard(agents.length, 0, 0, 0, List.of(agents)));
  }

  private static AgentStanding idle(String agent) {
    return new AgentStanding(agent, false, null, "act_1_" + agent, 0);
  }

  private static AgentStanding active(String agent) {
    return new AgentStanding(agent, true, "act_2_" + agent, "act_2_" + agent, 0);
  }
}
