package dev.parley.door.rest.planted;

/** Breaks a rule of the architecture, so that the rule is seen to work. */
public record RestThatStores(dev.parley.store.Store store) {}
