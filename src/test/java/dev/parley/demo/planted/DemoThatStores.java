package dev.parley.demo.planted;

import dev.parley.store.Store;

/** Breaks a rule, so that the rule is seen to hold. */
final class DemoThatStores {
  String look(Store store) {
    return store.engineName();
  }
}
