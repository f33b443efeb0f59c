package org.stackbook.stamp.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("oracle")
class PoolVotesTest {

  @Test
  void theVotesAreMoreThanHalfOfAllThatThereAre() {
    for (int drives = 1; drives <= 60; drives++) {
      for (int up = 0; up <= drives; up++) {
        assertEquals(2 * up > drives, new PoolVotes(drives, up, false).majority());
        // The owner only breaks ties: a vote of its own on both sides of the comparison.
        assertEquals(2 * (up + 1) > drives + 1, new PoolVotes(drives, up, true).majority());
        boolean tie = 2 * up == drives;
        assertEquals(2 * up > drives || tie, new PoolVotes(drives, up, true).majority());
      }
    }
  }
}
