package dev.parley.vocabulary;

/** Everything one can ask for, reads included. Values are valid in themselves: doors check them. */
public sealed interface Command
    permits DurableCommand, EphemeralCommand, Query, ConnectionCommand, OperatorCommand {}
