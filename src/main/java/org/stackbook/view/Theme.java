package org.stackbook.view;

import java.util.List;
import org.stackbook.view.Picture.Role;

/**
 * The colours of everything that is shown, for light and for dark surroundings. All of them keep
 * their distance for eyes without red or green, and stand out from the paper by 3 to 1 or more;
 * only {@link Role#FREE} is faint, because it stands for what is not there.
 */
public enum Theme {
  /** Dark ink on white. */
  LIGHT(
      new Surface(0xffffff, 0x1b1f24, 0x59636e, 0xd5dae0, 0x8b95a1, 0xf4f6f8, 0x0b62a3, 0xa3341c),
      new int[] {0x0072b2, 0xc58a00, 0xb8450a, 0x6b0f2a, 0x808890, 0xd5dbe1},
      new int[] {0x0072b2, 0xb88a14, 0x6a2c70, 0xd9627a, 0x0f4d3a}),
  /** Light ink on near black, the paper of dark notebooks. */
  DARK(
      new Surface(0x111111, 0xe6e9ed, 0x9aa4af, 0x343a41, 0x6d7681, 0x1c1f23, 0x6cb6f0, 0xff9b85),
      new int[] {0x4aa8e0, 0xf7d774, 0xd9762f, 0xc8336a, 0x7d858d, 0x33393f},
      new int[] {0x56b4e9, 0xd99a2b, 0x8f5bd6, 0xf3e0b8, 0x2a7d6c});

  private static final List<Role> BY_ROLE =
      List.of(Role.GOOD, Role.WARNING, Role.CRITICAL, Role.BAD, Role.RESERVED, Role.FREE);

  private final Surface surface;
  private final int[] roles;
  private final int[] palette;

  Theme(Surface surface, int[] roles, int[] palette) {
    this.surface = surface;
    this.roles = roles;
    this.palette = palette;
  }

  /**
   * What is not data. All are 24-bit RGB.
   *
   * @param paper behind everything
   * @param ink text
   * @param muted text of second rank
   * @param line hairlines and grid
   * @param rule lines that close a head or an axis
   * @param tint paper of a box
   * @param accent edge of a verdict
   * @param alarm edge of a refusal
   */
  record Surface(
      int paper, int ink, int muted, int line, int rule, int tint, int accent, int alarm) {}

  Surface surface() {
    return surface;
  }

  /**
   * The colour of a series.
   *
   * @param role what it means
   * @param index its place among the plain series of its chart; only they take it
   * @return 24-bit RGB
   */
  int color(Role role, int index) {
    return role == Role.PLAIN
        ? palette[Math.floorMod(index, palette.length)]
        : roles[BY_ROLE.indexOf(role)];
  }

  /** How many plain series differ by colour alone. */
  int paletteSize() {
    return palette.length;
  }
}
