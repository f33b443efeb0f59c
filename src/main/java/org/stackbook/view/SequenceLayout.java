package org.stackbook.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.stackbook.view.LetterWidths.Wrapped;
import org.stackbook.view.Picture.Arrow;
import org.stackbook.view.Picture.Event;
import org.stackbook.view.Picture.Message;
import org.stackbook.view.Picture.Note;
import org.stackbook.view.Picture.Participant;
import org.stackbook.view.Picture.Sequence;

/** Where everything of a sequence diagram stands, in CSS pixels. Nothing lies on anything else. */
final class SequenceLayout {

  static final int NAME_SIZE = 13;
  static final int TEXT_SIZE = 12;
  static final int LINE = 15;

  private static final int MARGIN = 8;
  private static final int PADDING = 7;
  private static final int BETWEEN = 12;

  /** Two lines of life are never nearer, so that a word or two fit on an arrow between them. */
  private static final int NEAREST = 96;

  /** The widest that a page shows without scrolling. */
  private static final int ROOM = 720;

  private static final int WIDEST_HEAD = 170;
  private static final int WIDEST_LABEL = 330;
  private static final int WIDEST_OWN_LABEL = 190;
  private static final int WIDEST_NOTE = 380;
  private static final int HEAD_LINES = 2;
  private static final int LABEL_LINES = 3;
  private static final int NOTE_LINES = 4;
  private static final int LOOP = 26;
  private static final int LOOP_HEIGHT = 16;
  private static final int TIP = 8;

  /** After so many events the names are far up; they stand at the foot as well. */
  private static final int MOST_WITHOUT_FOOT = 12;

  /** How far a message comes that does not arrive. */
  private static final double LOST_AFTER = 0.8;

  /**
   * A rectangle.
   *
   * @param x of its left edge
   * @param y of its upper edge
   */
  record Box(double x, double y, double width, double height) {
    double middle() {
      return x + width / 2;
    }

    double bottom() {
      return y + height;
    }
  }

  /**
   * Lines of text in a box.
   *
   * @param whole the whole text; shown when pointed at where some of it is cut
   * @param isCentred whether they stand in its middle, and not at its left edge
   */
  record Text(Box box, List<String> lines, String whole, boolean isCut, boolean isCentred) {}

  /** A participant: name and detail in one box. */
  record Head(Box box, Text name, Text detail) {}

  /**
   * An arrow.
   *
   * @param toX where it ends; beside {@code fromX}, and lower, if it returns to where it began
   */
  record Line(double fromX, double fromY, double toX, double toY, Arrow arrow, boolean isOwn) {}

  /** A message. */
  record Drawn(Line line, Text label) {}

  private final List<Participant> participants;
  private final List<String> names;
  private final double[] gaps;
  private final double[] lives;
  private final double width;
  private final List<Head> heads = new ArrayList<>();
  private final List<Drawn> messages = new ArrayList<>();
  private final List<Text> notes = new ArrayList<>();
  private final double bottomOfLives;
  private final double height;

  SequenceLayout(Sequence sequence) {
    this.participants = sequence.participants();
    this.names = participants.stream().map(Participant::name).toList();
    this.gaps = gaps(sequence.events());
    this.lives = new double[names.size()];
    lives[0] = MARGIN + Math.max(naturalHead(0), NEAREST - BETWEEN) / 2;
    for (int i = 1; i < lives.length; i++) {
      lives[i] = lives[i - 1] + gaps[i - 1];
    }
    int last = lives.length - 1;
    double right = Math.max(naturalHead(last), NEAREST - BETWEEN) / 2;
    this.width = lives[last] + Math.max(right, ownLabel(sequence.events(), last)) + MARGIN;
    double y = heads(MARGIN) + BETWEEN;
    for (Event event : sequence.events()) {
      y = event instanceof Message message ? message(message, y) : note((Note) event, y);
    }
    this.bottomOfLives = y;
    this.height = (sequence.events().size() > MOST_WITHOUT_FOOT ? heads(y) : y) + MARGIN;
  }

  /** How far each line of life is from the next: as wide as texts want it, if there is room. */
  private double[] gaps(List<Event> events) {
    double[] wanted = new double[Math.max(0, names.size() - 1)];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = Math.max(NEAREST, (naturalHead(i) + naturalHead(i + 1)) / 2 + BETWEEN);
      wanted[i] = Math.max(wanted[i], ownLabel(events, i));
    }
    for (int span = 1; span < names.size(); span++) {
      for (Event event : events) {
        if (event instanceof Message message && Math.abs(from(message) - to(message)) == span) {
          widen(wanted, message, span);
        }
      }
    }
    double total = Arrays.stream(wanted).sum();
    double least = (double) NEAREST * wanted.length;
    double room = ROOM - 2 * MARGIN - NEAREST;
    double share = total <= room ? 1 : Math.max(0, room - least) / (total - least);
    return Arrays.stream(wanted).map(gap -> NEAREST + (gap - NEAREST) * share).toArray();
  }

  private void widen(double[] gaps, Message message, int span) {
    double label =
        Math.min(WIDEST_LABEL, LetterWidths.of(Texts.clean(message.label()), TEXT_SIZE))
            + 2 * PADDING
            + 2 * TIP;
    int first = Math.min(from(message), to(message));
    double missing = label - Arrays.stream(gaps, first, first + span).sum();
    for (int i = first; missing > 0 && i < first + span; i++) {
      gaps[i] += missing / span;
    }
  }

  private int from(Message message) {
    return names.indexOf(message.from());
  }

  private int to(Message message) {
    return names.indexOf(message.to());
  }

  /** The room that a participant wants to its right for what it does itself; 0 if for nothing. */
  private double ownLabel(List<Event> events, int participant) {
    double widest = 0;
    for (Event event : events) {
      if (event instanceof Message message
          && from(message) == participant
          && to(message) == participant) {
        double label = LetterWidths.of(Texts.clean(message.label()), TEXT_SIZE);
        widest = Math.max(widest, Math.min(WIDEST_OWN_LABEL, label) + LOOP + 3 * PADDING);
      }
    }
    return widest;
  }

  private double naturalHead(int participant) {
    Participant p = participants.get(participant);
    double text =
        Math.max(
            LetterWidths.of(Texts.clean(p.name()), NAME_SIZE),
            LetterWidths.of(Texts.clean(p.detail()), TEXT_SIZE));
    return Math.min(WIDEST_HEAD, text) + 2 * PADDING;
  }

  /** The widest head that lies on no other. */
  private double roomForHead(int participant) {
    double room = naturalHead(participant);
    if (participant > 0) {
      room = Math.min(room, gaps[participant - 1] - BETWEEN);
    }
    if (participant < gaps.length) {
      room = Math.min(room, gaps[participant] - BETWEEN);
    }
    return room;
  }

  /**
   * Adds a row of heads.
   *
   * @return where it ends
   */
  private double heads(double y) {
    List<Wrapped> wrapped = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      double room = roomForHead(i) - 2 * PADDING;
      wrapped.add(LetterWidths.wrap(names.get(i), NAME_SIZE, room, HEAD_LINES));
    }
    boolean hasDetails = participants.stream().anyMatch(p -> !p.detail().isBlank());
    double detailHeight = hasDetails ? LINE : 0;
    int lines = wrapped.stream().mapToInt(w -> Math.max(1, w.lines().size())).max().orElse(1);
    double nameHeight = lines * (LINE + 1);
    double height = nameHeight + detailHeight + 2 * PADDING - 2;
    for (int i = 0; i < names.size(); i++) {
      double room = roomForHead(i);
      double left = lives[i] - room / 2;
      Wrapped detail =
          LetterWidths.wrap(participants.get(i).detail(), TEXT_SIZE, room - 2 * PADDING, 1);
      double inner = room - 2 * PADDING;
      double top = y + PADDING - 1;
      double forDetail = detail.lines().isEmpty() ? 0 : LINE;
      double forName = nameHeight + detailHeight - forDetail;
      heads.add(
          new Head(
              new Box(left, y, room, height),
              text(new Box(left + PADDING, top, inner, forName), wrapped.get(i), names.get(i)),
              text(
                  new Box(left + PADDING, top + forName, inner, forDetail),
                  detail,
                  participants.get(i).detail())));
    }
    return y + height;
  }

  private static Text text(Box box, Wrapped wrapped, String whole) {
    return new Text(box, wrapped.lines(), whole, wrapped.isCut(), true);
  }

  private double message(Message message, double y) {
    double from = lives[from(message)];
    double to = lives[to(message)];
    return from == to ? own(message, from, y) : between(message, from, to, y);
  }

  private double between(Message message, double from, double to, double y) {
    double room = Math.abs(to - from) - 2 * TIP;
    Wrapped wrapped = LetterWidths.wrap(message.label(), TEXT_SIZE, room, LABEL_LINES);
    double high = wrapped.lines().size() * LINE;
    double wide = wrapped.width(TEXT_SIZE);
    Box box = new Box((from + to - wide) / 2, y, wide, high);
    double at = y + high + 5;
    double end = message.arrow() == Arrow.LOST ? from + (to - from) * LOST_AFTER : to;
    messages.add(
        new Drawn(
            new Line(from, at, end, at, message.arrow(), false),
            text(box, wrapped, message.label())));
    return at + BETWEEN;
  }

  /** What a participant does itself: a loop, with the label to its right. */
  private double own(Message message, double x, double y) {
    int column = from(message);
    double left = x + LOOP + PADDING;
    double end = column < gaps.length ? lives[column + 1] - PADDING : width - MARGIN;
    Wrapped wrapped = LetterWidths.wrap(message.label(), TEXT_SIZE, end - left, LABEL_LINES);
    double high = wrapped.lines().size() * LINE;
    double row = Math.max(high, LOOP_HEIGHT);
    Box box = new Box(left, y + (row - high) / 2, wrapped.width(TEXT_SIZE), high);
    double top = y + (row - LOOP_HEIGHT) / 2;
    messages.add(
        new Drawn(
            message.arrow() == Arrow.LOST
                ? new Line(x, y + row / 2, x + LOOP - TIP / 2.0, y + row / 2, Arrow.LOST, false)
                : new Line(x, top, x, top + LOOP_HEIGHT, message.arrow(), true),
            new Text(box, wrapped.lines(), message.label(), wrapped.isCut(), false)));
    return y + row + BETWEEN;
  }

  private double note(Note note, double y) {
    double inner = Math.min(WIDEST_NOTE, width - 2 * MARGIN) - 2 * PADDING;
    Wrapped wrapped = LetterWidths.wrap(note.text(), TEXT_SIZE, inner, NOTE_LINES);
    if (wrapped.lines().isEmpty()) {
      return y;
    }
    double wide = wrapped.width(TEXT_SIZE) + 2 * PADDING;
    double high = wrapped.lines().size() * LINE + PADDING;
    double x = lives[names.indexOf(note.at())] - wide / 2;
    double left = Math.max(MARGIN, Math.min(x, width - MARGIN - wide));
    notes.add(text(new Box(left, y, wide, high), wrapped, note.text()));
    return y + high + BETWEEN;
  }

  double width() {
    return width;
  }

  double height() {
    return height;
  }

  /** Where the line of each participant stands, from left to right. */
  double[] lives() {
    return lives.clone();
  }

  double topOfLives() {
    return heads.get(0).box().bottom();
  }

  double bottomOfLives() {
    return bottomOfLives;
  }

  /** Of all participants, from left to right; twice if there are many events. */
  List<Head> heads() {
    return heads;
  }

  List<Drawn> messages() {
    return messages;
  }

  List<Text> notes() {
    return notes;
  }
}
