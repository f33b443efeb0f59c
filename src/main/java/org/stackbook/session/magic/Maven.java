package org.stackbook.session.magic;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/**
 * Finds the jars of Maven artifacts, by the settings of the user's own Maven. Nothing of Maven is
 * loaded before the first question.
 *
 * <p>Maven works on a thread of its own: sockets heed no interrupt, so an interrupted cell leaves
 * that thread behind, cut off from the network. Files come into the local repository whole or not
 * at all, and the class path is changed by the cell, after all else.
 */
final class Maven {

  /** A repository that the notebook has named. */
  record Repository(String id, String url) {}

  private final MagicHost host;
  private final List<Repository> repositories = new ArrayList<>();

  Maven(MagicHost host) {
    this.host = host;
  }

  /** Looks for artifacts in a repository, too, from now on; one of the same id is replaced. */
  void addRepository(String id, String url) {
    repositories.removeIf(known -> known.id().equals(id));
    repositories.add(new Repository(id, url));
  }

  /**
   * The jars of artifacts and of all they need at run time.
   *
   * @param given what the user wrote
   * @param coordinates {@code group:artifact:version}, with extension and classifier before the
   *     version where they matter
   */
  List<Path> resolve(String given, List<String> coordinates, MavenOptions options)
      throws Exception {
    return run(given, options, session -> session.resolve(coordinates));
  }

  /**
   * The jars of the dependencies of a POM.
   *
   * @param given what the user wrote
   * @param pom the file
   */
  List<Path> resolvePom(String given, Path pom, MavenOptions options) throws Exception {
    return run(given, options, session -> session.resolvePom(pom));
  }

  private List<Path> run(
      String given, MavenOptions options, Function<MavenSession, List<Path>> question)
      throws Exception {
    DownloadProgress progress = new DownloadProgress(host);
    FutureTask<MavenSession> opening =
        new FutureTask<>(
            () -> MavenSession.open(given, options, List.copyOf(repositories), progress));
    FutureTask<List<Path>> answer = new FutureTask<>(() -> question.apply(opening.get()));
    Thread thread =
        new Thread(
            () -> {
              opening.run();
              answer.run();
              close(opening);
            },
            "maven");
    thread.setDaemon(true);
    thread.setContextClassLoader(Maven.class.getClassLoader());
    thread.start();
    try {
      opening.get();
      List<Path> found = answer.get();
      progress.done(found);
      return found;
    } catch (InterruptedException e) {
      progress.cancel();
      answer.cancel(true);
      close(opening);
      throw e;
    } catch (ExecutionException e) {
      progress.failed();
      if (e.getCause() instanceof Exception failure) {
        throw failure;
      }
      throw e;
    }
  }

  private static void close(FutureTask<MavenSession> opening) {
    try {
      if (opening.isDone()) {
        opening.get().close();
      }
    } catch (InterruptedException | ExecutionException | RuntimeException e) {
      // It was never open, or it is cut off in the middle of something, as is meant.
    }
  }
}
