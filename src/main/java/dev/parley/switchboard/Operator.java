package dev.parley.switchboard;

import dev.parley.vocabulary.OperatorCommand;
import dev.parley.vocabulary.Reply;
import java.util.concurrent.CompletionStage;

/** Who carries out what an administrator asks of this node. */
@FunctionalInterface
public interface Operator {

  /** Does it, elsewhere where it takes a while; the stage never fails exceptionally. */
  CompletionStage<Reply> carryOut(OperatorCommand command);
}
