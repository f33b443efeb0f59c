package org.stackbook.session;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.VariableTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.Diag;
import org.stackbook.session.CellSource.Piece;
import org.stackbook.session.StatementParser.Parsed;

/**
 * What follows the first wrong snippet of a cell, as a statement that compiles it and runs none of
 * it. Snippets are left out that cannot stand in a method, or that use a name whose meaning is not
 * known: declared by the wrong snippet, by one that is left out, or only later.
 *
 * @param code what the compiler gets
 * @param pieces what it holds, by where in it each begins
 */
record RestOfCell(String code, TreeMap<Integer, Piece> pieces) {

  /** Code behind these may mean anything. */
  private static final Pattern CHANGES_SCOPE =
      Pattern.compile("import\\b|(?s:.*)\\b(eval|lineMagic|runLineMagic|cellMagic)\\s*\\(");

  /** JShell takes these away, too, and a method does not allow them. */
  private static final Pattern MODIFIERS =
      Pattern.compile("(?:(?:public|protected|private|static)\\s+)+");

  private static final Pattern NAME = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*");

  /** The name of a type or method where its declaration cannot be parsed as a statement. */
  private static final Pattern HEADER =
      Pattern.compile("\\b(?:class|interface|enum|record)\\s+([\\w$]+)|([\\w$]+)\\s*[(=;]");

  /**
   * Errors that do not come from the place where the code stands here: as a local variable what is
   * none, or where nothing is ever run.
   */
  private static final Pattern HOLDS_ANYWHERE =
      Pattern.compile(
          "compiler\\.err\\.(abstract\\.cant\\.be\\.instantiated|array\\.req\\.but\\.found"
              + "|cant\\.apply\\.|cant\\.resolve|does\\.not\\.override\\.abstract|doesnt\\.exist"
              + "|incomparable\\.types|not\\.def\\.public|operator\\.cant\\.be\\.applied"
              + "|prob\\.found\\.req|ref\\.ambiguous|report\\.access).*");

  /**
   * What can be compiled of the rest of a cell; empty if nothing can.
   *
   * @param wrong the piece that did not compile
   * @param rest the pieces behind it
   * @param unresolved names that are declared, but cannot be used
   */
  static Optional<RestOfCell> of(Piece wrong, List<Piece> rest, Set<String> unresolved) {
    List<Piece> known = new ArrayList<>(List.of(wrong));
    for (Piece piece : rest) {
      if (CHANGES_SCOPE.matcher(known.get(known.size() - 1).source()).lookingAt()) {
        break;
      }
      known.add(piece);
    }
    if (CHANGES_SCOPE.matcher(known.get(known.size() - 1).source()).lookingAt()) {
      known.remove(known.size() - 1);
    }
    if (known.size() < 2) {
      return Optional.empty();
    }
    List<String> sources = known.stream().map(piece -> withoutModifiers(piece.source())).toList();
    List<Parsed> parsed = StatementParser.parse(sources);
    List<Set<String>> declared = new ArrayList<>();
    Set<String> unknown = new HashSet<>(unresolved);
    for (int i = 0; i < sources.size(); i++) {
      declared.add(declared(sources.get(i), parsed.get(i)));
      unknown.addAll(declared.get(i));
    }
    StringBuilder code = new StringBuilder("{ if (false) { ");
    TreeMap<Integer, Piece> pieces = new TreeMap<>();
    Set<String> here = new HashSet<>();
    for (int i = 1; i < sources.size(); i++) {
      Set<String> own = declared.get(i);
      boolean isValue = parsed.get(i).errors().equals(List.of("compiler.err.not.stmt"));
      boolean fits = isValue || isStatement(parsed.get(i));
      if (fits
          && own.stream().noneMatch(here::contains)
          && own.stream().noneMatch(declared.get(0)::contains)
          && NAME.matcher(sources.get(i))
              .results()
              .map(found -> found.group())
              .noneMatch(name -> unknown.contains(name) && !own.contains(name))) {
        here.addAll(own);
        unknown.removeAll(own);
        if (isValue) {
          code.append("var value$" + i + " = ");
        }
        pieces.put(code.length(), known.get(i));
        code.append(sources.get(i)).append("\n;"); // perhaps one more than needed
      } else {
        unknown.addAll(own);
      }
    }
    return pieces.isEmpty()
        ? Optional.empty()
        : Optional.of(new RestOfCell(code.append("} }").toString(), pieces));
  }

  private static boolean isStatement(Parsed parsed) {
    return parsed.errors().isEmpty() && !parsed.statements().isEmpty();
  }

  private static String withoutModifiers(String source) {
    Matcher modifiers = MODIFIERS.matcher(source);
    return modifiers.lookingAt()
        ? " ".repeat(modifiers.end()) + source.substring(modifiers.end())
        : source;
  }

  private static Set<String> declared(String source, Parsed parsed) {
    Set<String> names = new HashSet<>();
    if (isStatement(parsed)) {
      for (StatementTree statement : parsed.statements()) {
        if (statement instanceof VariableTree variable) {
          names.add(variable.getName().toString());
        } else if (statement instanceof ClassTree type) {
          names.add(type.getSimpleName().toString());
        }
      }
    } else {
      Matcher header = HEADER.matcher(source);
      if (header.find()) {
        names.add(header.group(1) != null ? header.group(1) : header.group(2));
      }
    }
    return names;
  }

  /** Where in the cell an error stands; empty if it says nothing about the code of the cell. */
  OptionalInt place(Diag error) {
    var piece = pieces.floorEntry((int) error.getPosition());
    return piece == null || !HOLDS_ANYWHERE.matcher(error.getCode()).matches()
        ? OptionalInt.empty()
        : OptionalInt.of(piece.getValue().offset() + (int) error.getPosition() - piece.getKey());
  }
}
