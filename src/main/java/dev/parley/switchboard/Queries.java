package dev.parley.switchboard;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Query;
import dev.parley.vocabulary.Reply;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * Who answers which query. Filled by the composition root before the switchboard is made, not
 * changed afterwards.
 */
public final class Queries {

  private final Map<Class<? extends Query>, BiFunction<Query, Caller, CompletionStage<Reply>>>
      answers = new HashMap<>();
  private final Executor readers;

  /**
   * No queries yet.
   *
   * @param readers runs what may block; should be bounded and throw {@link
   *     java.util.concurrent.RejectedExecutionException} when it is full
   */
  public Queries(Executor readers) {
    this.readers = readers;
  }

  /** Answers a query from memory, on the asking thread; must not block. */
  public <Q extends Query> Queries inMemory(Class<Q> type, BiFunction<Q, Caller, Reply> answer) {
    return add(
        type,
        (query, caller) ->
            CompletableFuture.completedFuture(answer.apply(type.cast(query), caller)));
  }

  /** Answers a query from the database, on a thread of the readers. */
  public <Q extends Query> Queries reading(Class<Q> type, BiFunction<Q, Caller, Reply> answer) {
    return add(
        type,
        (query, caller) ->
            CompletableFuture.supplyAsync(() -> answer.apply(type.cast(query), caller), readers));
  }

  /**
   * Answers a query later, when there is something to tell; what the answer does until then must
   * not block.
   */
  public <Q extends Query> Queries waiting(
      Class<Q> type, BiFunction<Q, Caller, CompletionStage<Reply>> answer) {
    return add(type, (query, caller) -> answer.apply(type.cast(query), caller));
  }

  private Queries add(
      Class<? extends Query> type, BiFunction<Query, Caller, CompletionStage<Reply>> answer) {
    if (answers.putIfAbsent(type, answer) != null) {
      throw new IllegalStateException("two answers to " + type.getSimpleName());
    }
    return this;
  }

  /** Fails unless there is an answer to every kind of query. */
  void requireComplete() {
    List<String> missing =
        kinds(Query.class)
            .filter(type -> !answers.containsKey(type))
            .map(Class::getSimpleName)
            .toList();
    if (!missing.isEmpty()) {
      throw new IllegalStateException("nobody answers " + missing);
    }
  }

  /** Every kind of query. */
  public static List<Class<? extends Query>> kinds() {
    return kinds(Query.class).toList();
  }

  private static Stream<Class<? extends Query>> kinds(Class<? extends Query> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses())
            .flatMap(kind -> kinds(kind.asSubclass(Query.class)))
        : Stream.of(type);
  }

  CompletionStage<Reply> answer(Query query, Caller caller) {
    BiFunction<Query, Caller, CompletionStage<Reply>> answer = answers.get(query.getClass());
    if (answer == null) {
      throw new IllegalStateException("nobody answers " + query.getClass());
    }
    return answer.apply(query, caller);
  }
}
