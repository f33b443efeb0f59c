package org.stackbook.network.engine;

/**
 * Chooses by the remainder of the hash, divided by how many members are there. When one goes or
 * comes, nearly everything is chosen anew.
 */
public final class ModuloTable implements Choice {

  private final Members members;

  private ModuloTable(Members members) {
    this.members = members;
  }

  /**
   * A choice among members that are all there.
   *
   * @param members how many, 0 to 32,767
   */
  public static ModuloTable of(int members) {
    return new ModuloTable(Members.all(members));
  }

  @Override
  public int of(long hash) {
    // The upper half of the hash: 64 bits cannot be divided without a sign in one step.
    return members.size() == 0
        ? NONE
        : members.at((int) ((hash >>> Integer.SIZE) % members.size()));
  }

  @Override
  public boolean has(int member) {
    return members.has(member);
  }

  @Override
  public int size() {
    return members.size();
  }

  @Override
  public ModuloTable with(int member) {
    return members.has(member) ? this : new ModuloTable(members.with(member));
  }

  @Override
  public ModuloTable without(int member) {
    return members.has(member) ? new ModuloTable(members.without(member)) : this;
  }
}
