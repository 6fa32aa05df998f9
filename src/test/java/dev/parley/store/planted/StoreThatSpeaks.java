package dev.parley.store.planted;

/** Breaks a rule of the architecture, so that the rule is seen to work. */
public record StoreThatSpeaks(dev.parley.vocabulary.Topic topic) {}
