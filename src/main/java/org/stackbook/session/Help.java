package org.stackbook.session;

import java.util.List;
import java.util.Optional;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;
import org.stackbook.session.CellSource.Piece;
import org.stackbook.session.magic.Magics;
import org.stackbook.view.MimeBundle;

/** Answers what a front end asks while the user types. Nothing of what he types is run. */
final class Help {

  private static final String STEP = "    ";

  private final SourceCodeAnalysis analysis;
  private final CellCompleter completer;
  private final CellVocabulary vocabulary;
  private final MagicCompleter magics;
  private final CellInspector inspector;

  /**
   * @param loader the class loader of the cells
   */
  Help(JShell shell, ClassLoader loader, Magics magicCommands) {
    this.analysis = shell.sourceCodeAnalysis();
    CellScope scope = new CellScope(shell, analysis, loader);
    CellCalls calls = new CellCalls(scope);
    this.completer = new CellCompleter(analysis, scope, calls);
    this.vocabulary = new CellVocabulary(scope, calls);
    this.magics = new MagicCompleter(magicCommands);
    this.inspector = new CellInspector(analysis, scope, calls);
  }

  Completion complete(String code, int cursor) {
    if (MagicSyntax.isMagicLine(code, cursor)) {
      int line = code.lastIndexOf('\n', cursor - 1) + 1;
      return magics.complete(
          code.substring(line, cursor), code.substring(0, line).isBlank(), cursor);
    }
    CellContext context = CellContext.of(MagicSyntax.blank(code), cursor, analysis);
    return switch (context.scan().end()) {
      case CODE -> completer.complete(context, cursor);
      case STRING -> vocabulary.complete(context, cursor);
      case TEXT_BLOCK, CHARACTER, COMMENT, LINE_COMMENT -> Completion.none(cursor);
    };
  }

  Optional<MimeBundle> inspect(String code, int cursor) {
    return inspector.inspect(MagicSyntax.blank(code), cursor);
  }

  Completeness isComplete(String code) {
    if (MagicSyntax.cellMagic(code).isPresent()) {
      // Its body ends where only the user knows: he says so by a blank line.
      return code.matches("(?s).*\\R\\h*") ? complete() : incomplete("");
    }
    String java = MagicSyntax.blank(code);
    List<Piece> pieces = CellSource.split(java, analysis);
    if (pieces.isEmpty()) {
      return CellScan.of(java).end() == CellScan.End.COMMENT ? incomplete("") : complete();
    }
    return switch (pieces.get(pieces.size() - 1).completeness()) {
      case COMPLETE, COMPLETE_WITH_SEMI, EMPTY -> complete();
      case DEFINITELY_INCOMPLETE, CONSIDERED_INCOMPLETE -> incomplete(indent(java));
      case UNKNOWN -> new Completeness(Completeness.Status.INVALID, "");
    };
  }

  private static Completeness complete() {
    return new Completeness(Completeness.Status.COMPLETE, "");
  }

  private static Completeness incomplete(String indent) {
    return new Completeness(Completeness.Status.INCOMPLETE, indent);
  }

  /**
   * A step deeper than a line that opens a bracket, or that goes on without one; else under the
   * line before.
   */
  private static String indent(String java) {
    CellScan scan = CellScan.of(java);
    int last = java.stripTrailing().lastIndexOf('\n') + 1;
    if (scan.end() == CellScan.End.TEXT_BLOCK || scan.end() == CellScan.End.COMMENT) {
      return indentOf(java, last);
    }
    boolean opens = !scan.open().isEmpty() && scan.open().get(0) >= last;
    String line = scan.code().stripTrailing();
    boolean goesOn = scan.open().isEmpty() && !line.endsWith("}") && !line.endsWith(";");
    return indentOf(java, last) + (opens || goesOn ? STEP : "");
  }

  private static String indentOf(String java, int line) {
    int end = line;
    while (end < java.length() && (java.charAt(end) == ' ' || java.charAt(end) == '\t')) {
      end++;
    }
    return java.substring(line, end);
  }
}
