package org.stackbook.view;

import org.stackbook.view.Picture.Role;

/**
 * The colours of everything that is shown, for light and for dark surroundings. All of them keep
 * their distance for eyes without red or green, and stand out from the paper by 3 to 1 or more;
 * only {@link Role#FREE} is faint, because it stands for what is not there.
 */
public enum Theme {
  /** Dark ink on white. */
  LIGHT,
  /** Light ink on near black, the paper of dark notebooks. */
  DARK;

  Palette palette() {
    return this == LIGHT ? Palette.LIGHT : Palette.DARK;
  }
}
