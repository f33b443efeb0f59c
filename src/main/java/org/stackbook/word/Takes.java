package org.stackbook.word;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which words a text parameter takes, so that the Tab key offers them.
 *
 * <p>For example {@code Placement fail(@Takes(ServersAndDrives.class) String... names)}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Takes {

  /** The vocabulary; a class with a constructor without parameters. */
  Class<? extends Vocabulary> value();
}
