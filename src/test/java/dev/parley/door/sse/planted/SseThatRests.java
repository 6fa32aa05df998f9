package dev.parley.door.sse.planted;

/** Breaks a rule of the architecture, so that the rule is seen to work. */
public record SseThatRests(dev.parley.door.rest.planted.RestThatStores rest) {}
