/**
 * Every word that is heard or said in the hub: callers, topics, commands, replies, refusals,
 * events, views and publications.
 *
 * <p>Records, enums and sealed interfaces on {@code java.*} only. Nothing here does anything; the
 * behaviour lives with the features. The sealed types stand together in this package because the
 * classes of a WAR are in the unnamed module, where a sealed type and its permitted types must
 * share a package. Every type is immutable and safe for use by any number of threads.
 */
@NullMarked
package dev.parley.vocabulary;

import org.jspecify.annotations.NullMarked;
