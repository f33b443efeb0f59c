package org.stackbook.session.magic;

import java.io.File;
import java.util.List;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.repository.WorkspaceReader;
import org.eclipse.aether.repository.WorkspaceRepository;
import org.jspecify.annotations.Nullable;

/** A workspace of one artifact, whose POM is a file of the user. */
final class OnePom implements WorkspaceReader {

  private final WorkspaceRepository repository = new WorkspaceRepository("notebook");
  private final Artifact standIn;
  private final File pom;

  OnePom(Artifact standIn, File pom) {
    this.standIn = standIn;
    this.pom = pom;
  }

  @Override
  public WorkspaceRepository getRepository() {
    return repository;
  }

  @Override
  public @Nullable File findArtifact(Artifact artifact) {
    return isStandIn(artifact) ? pom : null;
  }

  @Override
  public List<String> findVersions(Artifact artifact) {
    return isStandIn(artifact) ? List.of(standIn.getVersion()) : List.of();
  }

  private boolean isStandIn(Artifact artifact) {
    return artifact.getGroupId().equals(standIn.getGroupId())
        && artifact.getArtifactId().equals(standIn.getArtifactId());
  }
}
