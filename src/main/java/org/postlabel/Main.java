package org.postlabel;

/** Starts one command. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.out.println("postlabel");
  }
}
