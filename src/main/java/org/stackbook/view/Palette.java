package org.stackbook.view;

import java.util.List;
import java.util.Map;
import org.stackbook.view.Picture.Role;

/**
 * The colours of a theme, as 24-bit RGB. The series began as those of Okabe and Ito and were moved
 * until each stands out from the paper.
 *
 * @param paper behind everything
 * @param ink text
 * @param muted text of second rank
 * @param line hairlines and grid
 * @param rule lines that close a head or an axis
 * @param tint paper of a box
 * @param accent edge of a verdict
 * @param alarm edge of a refusal, stars
 * @param roles the colour of each role but {@link Role#PLAIN}
 * @param series the colours of plain series, in their order
 */
record Palette(
    int paper,
    int ink,
    int muted,
    int line,
    int rule,
    int tint,
    int accent,
    int alarm,
    Map<Role, Integer> roles,
    List<Integer> series) {

  static final Palette LIGHT =
      new Palette(
          0xffffff,
          0x1b1f24,
          0x59636e,
          0xd5dae0,
          0x8b95a1,
          0xf4f6f8,
          0x0b62a3,
          0xa3341c,
          roles(0x0072b2, 0xc58a00, 0xb8450a, 0x6b0f2a, 0x808890, 0xd5dbe1),
          List.of(0x0072b2, 0xb88a14, 0x6a2c70, 0xd9627a, 0x0f4d3a));

  static final Palette DARK =
      new Palette(
          0x111111,
          0xe6e9ed,
          0x9aa4af,
          0x343a41,
          0x6d7681,
          0x1c1f23,
          0x6cb6f0,
          0xff9b85,
          roles(0x4aa8e0, 0xf7d774, 0xd9762f, 0xc8336a, 0x7d858d, 0x33393f),
          List.of(0x56b4e9, 0xd99a2b, 0x8f5bd6, 0xf3e0b8, 0x2a7d6c));

  private static Map<Role, Integer> roles(
      int good, int warning, int critical, int bad, int reserved, int free) {
    return Map.of(
        Role.GOOD, good,
        Role.WARNING, warning,
        Role.CRITICAL, critical,
        Role.BAD, bad,
        Role.RESERVED, reserved,
        Role.FREE, free,
        Role.BOUND, reserved);
  }

  /**
   * The colour of a series.
   *
   * @param role what it means
   * @param index its place among the plain series of its chart, which alone take it
   */
  int color(Role role, int index) {
    Integer fixed = roles.get(role);
    return fixed == null ? series.get(Math.floorMod(index, series.size())) : fixed;
  }

  /** The colour of a role as the ground of a cell: light enough to write on. */
  int filled(Role role) {
    return filled(role, 0);
  }

  /** The same for a series among plain ones. */
  int filled(Role role, int index) {
    int color = color(role, index);
    int mixed = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      int part = (color >> shift & 0xff) * 2 / 3 + (paper >> shift & 0xff) / 3;
      mixed |= part << shift;
    }
    return mixed;
  }
}
