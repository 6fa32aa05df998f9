package dev.parley.delivery.planted;

/** Breaks a rule of the architecture, so that the rule is seen to work. */
public record DeliveryThatStores(dev.parley.store.Store store) {}
