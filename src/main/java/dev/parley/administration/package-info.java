/**
 * What an administrator does from the command line with a hub's data: tokens for development, API
 * keys, backups, and the new epoch after a restored one. Where the hub is down it is done on its
 * store, by the same journal and the same handlers as in a running hub; where it is up, the hub is
 * asked through its REST API.
 *
 * <p>May use {@code identity}, {@code journal}, {@code store}, {@code vocabulary}, Jakarta JSON
 * Processing and the HTTP client of the JDK; knows no door, no servlet, and nothing of how the
 * configuration is read. But for {@link dev.parley.administration.Backups}, which the hub uses too,
 * it runs in a process of its own, for one caller, on one thread.
 */
@NullMarked
package dev.parley.administration;

import org.jspecify.annotations.NullMarked;
