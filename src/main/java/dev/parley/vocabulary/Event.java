package dev.parley.vocabulary;

/** Everything the hub says. Dialects switch over it without a default branch. */
public sealed interface Event permits DurableEvent, LatestEvent, StreamedEvent {}
