package org.stackbook.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.internal.chartpart.IChart;
import org.stackbook.error.Refusal;
import org.stackbook.view.Charts;
import org.stackbook.view.MimeBundle;
import org.stackbook.view.Picture;
import org.stackbook.view.Result;
import org.stackbook.view.Showable;
import org.stackbook.view.Theme;
import org.stackbook.view.Views;

/**
 * The charts of what is shown. A terminal draws none; they are written to files, all of them or
 * when asked.
 */
final class ChartFiles {

  private static final Path FOLDER = Path.of("out");

  /** So much of a title is enough to know a file by. */
  private static final int LONGEST_NAME = 60;

  private final @Nullable Path all;
  private @Nullable Object last;
  private boolean isNew;
  private int written;

  /**
   * @param all the folder that every chart goes to, or {@code null} to write on request only
   */
  ChartFiles(@Nullable Path all) {
    this.all = all;
  }

  /** How a value shows itself in a terminal. Charts are not drawn before somebody wants them. */
  Optional<MimeBundle> show(Object value) {
    if (hasChart(value)) {
      last = value;
      isNew = true;
    }
    return value instanceof Showable
        ? Optional.of(MimeBundle.text(value.toString().stripLeading()))
        : Views.of(value);
  }

  /** What to say under a value: where its chart is, or how to get it; empty if it has none. */
  Optional<String> note() throws IOException {
    if (!isNew) {
      return Optional.empty();
    }
    isNew = false;
    return Optional.of(all == null ? "Chart: /show writes it to a file" : "Chart: " + write(null));
  }

  /**
   * Writes the chart that was shown last.
   *
   * @param file a {@code .png}, or {@code .svg} for a diagram; {@code null} for one in {@code out}
   * @return where it is
   * @throws Refusal if nothing with a chart was shown
   */
  Path write(@Nullable Path file) throws IOException {
    Object value = last;
    if (value == null) {
      throw Refusal.of("/show", "nothing that was shown so far has a chart")
          .wayOut("show a result with one first, such as oslo.storage().place(...)")
          .asException();
    }
    Path target = file != null ? file : (all != null ? all : FOLDER).resolve(name(value));
    String ending = ending(value);
    if (!target.toString().toLowerCase(Locale.ROOT).endsWith(ending)) {
      String what = isDiagram(value) ? "diagrams are written as SVG" : "charts are written as PNG";
      throw Refusal.of("/show " + file, what)
          .wayOut("let the name end with " + ending)
          .asException();
    }
    Path folder = target.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.write(target, bytes(value));
    return target;
  }

  private String name(Object value) {
    String plain =
        title(value).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    String bearable = plain.substring(0, Math.min(plain.length(), LONGEST_NAME));
    return String.format(
        Locale.ROOT,
        "%02d-%s%s",
        ++written,
        bearable.isEmpty() ? "chart" : bearable,
        ending(value));
  }

  private static boolean hasChart(Object value) {
    return value instanceof Picture
        || (value instanceof Result result && result.picture().isPresent())
        || isXChart(value);
  }

  /** By name first: asking instanceof would load the library for every value. */
  private static boolean isXChart(Object value) {
    return value.getClass().getName().startsWith("org.knowm.xchart.") && value instanceof IChart;
  }

  private static String title(Object value) {
    if (value instanceof Result result) {
      return result.title();
    }
    String title = value instanceof Picture picture ? picture.title() : ((IChart) value).getTitle();
    return title == null ? "" : title;
  }

  /** The picture that a value is or has; {@code null} of a chart of XChart. */
  private static @Nullable Picture picture(Object value) {
    return value instanceof Result result
        ? result.picture().orElseThrow()
        : value instanceof Picture picture ? picture : null;
  }

  private static boolean isDiagram(Object value) {
    return picture(value) instanceof Picture.Sequence;
  }

  private static String ending(Object value) {
    return isDiagram(value) ? ".svg" : ".png";
  }

  private static byte[] bytes(Object value) {
    Picture picture = picture(value);
    if (picture == null) {
      return Charts.png((IChart) value);
    }
    return isDiagram(value)
        ? Charts.svg(picture, Theme.LIGHT).getBytes(StandardCharsets.UTF_8)
        : Charts.png(picture, Theme.LIGHT);
  }
}
