/**
 * People and an agent who talk through all doors at once, lose their connections and come back; and
 * the check that all of them end up knowing the same.
 */
package dev.parley.blackbox.doors;
