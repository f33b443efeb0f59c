package org.stackbook.console;

import java.util.List;
import java.util.function.Supplier;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.stackbook.session.Completion;
import org.stackbook.session.Completion.Choice;
import org.stackbook.session.Session;

/**
 * What is typed, as JLine wants to have it. The one word of it is what a completion replaces.
 *
 * @param line all that is typed
 * @param cursor where the cursor is in it
 * @param completion what may stand there
 */
record JavaLine(String line, int cursor, Completion completion) implements CompletingParsedLine {

  /** Decides what Enter does, and asks the session for completions. */
  static Parser parser(Supplier<Session> session) {
    return (line, cursor, context) -> {
      if (context == Parser.ParseContext.ACCEPT_LINE) {
        // Typed before the session is ready: it cannot start and analyse at the same time.
        session.get().start();
        if (!CellEnd.isWhole(session.get(), line)) {
          int indent = session.get().isComplete(line).indent().length();
          throw new EOFError(-1, -1, "more lines are to come", "", indent, "");
        }
      }
      return new JavaLine(
          line,
          cursor,
          context == Parser.ParseContext.COMPLETE
              ? complete(session.get(), line, cursor)
              : new Completion(cursor, cursor, List.of()));
    };
  }

  private static Completion complete(Session session, String line, int cursor) {
    if (!Words.isWord(line)) {
      return session.complete(line, cursor);
    }
    String typed = line.substring(0, cursor);
    int end = typed.indexOf(' ');
    if (end < 0) {
      return new Completion(
          0,
          cursor,
          Words.names().stream()
              .filter(word -> word.startsWith(typed))
              .map(word -> new Choice(word, Completion.Kind.KEYWORD, ""))
              .toList());
    }
    // /help is followed by Java.
    Completion java = session.complete(line.substring(end + 1), cursor - end - 1);
    return new Completion(java.start() + end + 1, java.end() + end + 1, java.choices());
  }

  /** Hands on what the parser has found. */
  static Completer completer() {
    return (LineReader reader, ParsedLine parsed, List<Candidate> candidates) -> {
      if (parsed instanceof JavaLine java) {
        java.completion.choices().stream().map(JavaLine::candidate).forEach(candidates::add);
      }
    };
  }

  private static Candidate candidate(Choice choice) {
    String told = choice.signature().isEmpty() ? null : choice.signature();
    return new Candidate(choice.text(), choice.text(), null, told, null, null, false);
  }

  @Override
  public String word() {
    return line.substring(completion.start(), cursor);
  }

  @Override
  public int wordCursor() {
    return cursor - completion.start();
  }

  @Override
  public int wordIndex() {
    return 0;
  }

  @Override
  public List<String> words() {
    return List.of(word());
  }

  @Override
  public CharSequence escape(CharSequence candidate, boolean complete) {
    return candidate;
  }

  @Override
  public int rawWordCursor() {
    return wordCursor();
  }

  @Override
  public int rawWordLength() {
    return word().length();
  }
}
