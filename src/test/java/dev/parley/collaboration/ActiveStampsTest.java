package dev.parley.collaboration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ActiveStampsTest {

  /** Numbers above zero are added, those below are removed. */
  @Property
  void behavesAsASortedSet(
      @ForAll @Size(max = 200) List<@IntRange(min = -30, max = 30) Integer> changes) {
    ActiveStamps stamps = new ActiveStamps();
    TreeSet<Long> expected = new TreeSet<>();
    for (int change : changes) {
      long stamp = Math.abs((long) change) + 1;
      if (change > 0) {
        assertThat(stamps.add(stamp)).isEqualTo(expected.add(stamp));
      } else {
        assertThat(stamps.remove(stamp)).isEqualTo(expected.remove(stamp));
      }
      assertThat(stamps.size()).isEqualTo(expected.size());
      assertThat(stamps.newest()).isEqualTo(expected.isEmpty() ? 0 : expected.last());
      assertThat(stamps.contains(stamp)).isEqualTo(expected.contains(stamp));
    }
  }
}
