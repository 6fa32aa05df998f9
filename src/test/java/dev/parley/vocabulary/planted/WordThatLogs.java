package dev.parley.vocabulary.planted;

/** Breaks a rule of the architecture, so that the rule is seen to work. */
public record WordThatLogs(org.slf4j.Logger log) {}
