package dev.parley.door.rest;

import dev.parley.door.JsonText;
import dev.parley.door.Members;
import dev.parley.door.Problem;
import dev.parley.door.RefusedException;
import dev.parley.door.Shapes;
import dev.parley.journal.Idempotency;
import dev.parley.switchboard.Switchboard;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.DurableCommand;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the items of one request, each by itself: one is refused, and the others are done.
 * All are handed over before the first is answered, so they share the journal's transactions. Safe
 * for use by any number of threads.
 *
 * @param <C> what an item asks for
 */
final class Batches<C extends DurableCommand> {
  private final Switchboard switchboard;
  private final Function<Members, C> read;
  private final RestDoor.Show<C> show;

  /**
   * @param read makes an item's command; its faults are collected and refused before it is used
   * @param show makes the result's members of the command and its reply, which is no refusal
   */
  Batches(Switchboard switchboard, Function<Members, C> read, RestDoor.Show<C> show) {
    this.switchboard = switchboard;
    this.read = read;
    this.show = show;
  }

  /**
   * Carries out the items.
   *
   * @param request where the client gave an idempotency key: each item has one that is made of it
   *     and of its place. Repeated, what was done gives its first answer, and what was refused is
   *     tried again.
   * @return the results in the order of the items
   */
  CompletionStage<JsonArrayBuilder> carryOut(
      List<Members> items, Caller caller, @Nullable Idempotency request) {
    List<CompletableFuture<JsonObjectBuilder>> results = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      Idempotency part = request == null ? null : Idempotence.part(request, i);
      results.add(one(items.get(i), caller, part).toCompletableFuture());
    }
    return CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
        .thenApply(
            done -> {
              JsonArrayBuilder array = JsonText.PROVIDER.createArrayBuilder();
              results.forEach(result -> array.add(result.join()));
              return array;
            });
  }

  private CompletionStage<JsonObjectBuilder> one(
      Members item, Caller caller, @Nullable Idempotency idempotency) {
    C command;
    try {
      command = read.apply(item);
      item.check();
    } catch (RefusedException e) {
      switchboard.refused(e.refusal().code());
      return CompletableFuture.completedFuture(refused(e.refusal()));
    }
    return switchboard
        .handle(command, caller, idempotency)
        .thenApply(
            reply ->
                reply instanceof Reply.Refused refused
                    ? refused(refused.refusal())
                    : show.members(command, reply));
  }

  private static JsonObjectBuilder refused(Refusal refusal) {
    return Shapes.object().add("success", false).add("error", Problem.error(refusal));
  }
}
