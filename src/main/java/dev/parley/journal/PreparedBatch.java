package dev.parley.journal;

import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Reply;
import java.util.List;
import java.util.Map;

/**
 * What a batch comes to, once it is committed.
 *
 * @param batchId the row that proves the commit
 * @param firstSeq of the first event
 * @param publications the events, in the order of the log
 * @param remarks what is said after them and not kept
 * @param replies the answers
 * @param lastStamp the greatest stamp that was ever given
 */
record PreparedBatch(
    String batchId,
    long firstSeq,
    List<Publication> publications,
    List<Publication> remarks,
    Map<Submission, Reply> replies,
    long lastStamp) {

  long lastSeq() {
    return firstSeq + publications.size() - 1;
  }
}
