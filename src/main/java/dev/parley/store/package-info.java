/**
 * The database: its pool, its schema, its entity managers, and the few facts in which the embedded
 * store and PostgreSQL differ.
 *
 * <p>May use JDBC, Jakarta Persistence, HikariCP and Flyway; knows nothing of what is stored.
 */
@NullMarked
package dev.parley.store;

import org.jspecify.annotations.NullMarked;
