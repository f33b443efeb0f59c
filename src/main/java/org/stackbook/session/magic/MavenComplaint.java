package org.stackbook.session.magic;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.maven.model.building.ModelBuildingException;
import org.apache.maven.model.building.ModelProblem;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.collection.DependencyCollectionException;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.eclipse.aether.transfer.ArtifactTransferException;
import org.stackbook.error.Refusal;

/** Says in the user's terms why Maven did not find something. */
final class MavenComplaint {

  /** Maven can be long-winded. */
  private static final int REASON_LIMIT = 400;

  private static final int VERSIONS_TOLD = 8;

  private final String given;
  private final boolean offline;
  private final Path localRepository;
  private final Function<Artifact, List<String>> versions;

  /**
   * @param versions the known versions of an artifact, the oldest first
   */
  MavenComplaint(
      String given,
      boolean offline,
      Path localRepository,
      Function<Artifact, List<String>> versions) {
    this.given = given;
    this.offline = offline;
    this.localRepository = localRepository;
    this.versions = versions;
  }

  Refusal about(Exception failure) {
    List<Throwable> all = new ArrayList<>();
    collect(failure, all, Collections.newSetFromMap(new IdentityHashMap<>()));
    Optional<ModelBuildingException> broken = first(all, ModelBuildingException.class);
    if (broken.isPresent()) {
      return broken(broken.get(), failure);
    }
    Optional<ArtifactTransferException> unreachable =
        all.stream()
            .filter(ArtifactTransferException.class::isInstance)
            .map(ArtifactTransferException.class::cast)
            .filter(each -> !(each instanceof ArtifactNotFoundException))
            .findFirst();
    Optional<ArtifactNotFoundException> missing = first(all, ArtifactNotFoundException.class);
    if (offline && (missing.isPresent() || unreachable.isPresent())) {
      return offline(
          missing.map(ArtifactTransferException.class::cast).or(() -> unreachable).get());
    }
    if (unreachable.isPresent()) {
      return unreachable(unreachable.get());
    }
    if (missing.isPresent()) {
      return missing(missing.get());
    }
    return Refusal.of(given, "Maven says: " + reason(failure)).cause(failure).asException();
  }

  private Refusal broken(ModelBuildingException e, Exception failure) {
    String problems =
        e.getProblems().stream()
            .filter(problem -> problem.getSeverity() != ModelProblem.Severity.WARNING)
            .map(ModelProblem::getMessage)
            .findFirst()
            .orElse(reason(failure));
    return Refusal.of(given, "the POM is broken: " + cut(problems)).cause(e).asException();
  }

  private Refusal offline(ArtifactTransferException e) {
    return Refusal.of(
            given,
            "Maven is offline, and the local repository "
                + localRepository
                + " does not have "
                + e.getArtifact())
        .wayOut(
            "go online: leave --offline out, and <offline> in settings.xml; or name jars with"
                + " %jars")
        .cause(e)
        .asException();
  }

  private Refusal unreachable(ArtifactTransferException e) {
    String repository =
        e.getRepository() == null
            ? "a repository"
            : e.getRepository().getId() + " (" + e.getRepository().getUrl() + ")";
    return Refusal.of(
            given, repository + " did not give " + e.getArtifact() + ": " + reason(root(e)))
        .wayOut(
            "without a network only what "
                + localRepository
                + " holds can be used; mirrors, proxies and passwords are set in"
                + " ~/.m2/settings.xml; %jars takes jars that you have")
        .cause(e)
        .asException();
  }

  private Refusal missing(ArtifactNotFoundException e) {
    Artifact artifact = e.getArtifact();
    List<String> known = versions.apply(artifact);
    Refusal.Builder refusal =
        Refusal.of(given, "no repository has " + artifact)
            .nearest(artifact.getVersion(), known)
            .cause(e);
    if (known.isEmpty()) {
      return refusal
          .wayOut("check group, artifact and version; %mavenRepo adds a repository")
          .asException();
    }
    List<String> newest = known.subList(Math.max(0, known.size() - VERSIONS_TOLD), known.size());
    return refusal
        .wayOut(
            "take a version that is there: "
                + (known.size() > newest.size() ? "…, " : "")
                + String.join(", ", newest))
        .asException();
  }

  private static void collect(Throwable failure, List<Throwable> all, Set<Throwable> seen) {
    for (Throwable each = failure; each != null && seen.add(each); each = each.getCause()) {
      all.add(each);
      if (each instanceof ArtifactResolutionException resolution) {
        resolution.getResults().stream()
            .flatMap(result -> result.getExceptions().stream())
            .forEach(inner -> collect(inner, all, seen));
      }
      if (each instanceof DependencyCollectionException collection
          && collection.getResult() != null) {
        collection.getResult().getExceptions().forEach(inner -> collect(inner, all, seen));
      }
    }
  }

  private static <T> Optional<T> first(List<Throwable> all, Class<T> type) {
    return all.stream().filter(type::isInstance).map(type::cast).findFirst();
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static String reason(Throwable failure) {
    String message = failure.getMessage();
    return cut(
        message == null ? failure.getClass().getSimpleName() : message.replaceFirst("\\.$", ""));
  }

  private static String cut(String text) {
    return text.length() > REASON_LIMIT ? text.substring(0, REASON_LIMIT) + " …" : text;
  }
}
