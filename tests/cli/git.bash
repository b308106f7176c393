# What the tests of git share: `load git` beside `load helper`, and `use_git` after `use_home`.
#
#     use_git           git with settings of the test's own, in which nobody's repository, name or settings are seen
#     under_way WHAT    in a repository with a branch `other` that conflicts with two commits of this one: begins what git does in
#                       several steps, one of $operations, and leaves it there

# Commits by Jo Test on `main`; git never tidies up by itself, which would come between.
use_git() {
    export GIT_CONFIG_GLOBAL=$HOME/.gitconfig GIT_CONFIG_NOSYSTEM=1 GIT_CEILING_DIRECTORIES=$BATS_TEST_TMPDIR
    unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE EMAIL GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_AUTHOR_DATE \
        GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL GIT_COMMITTER_DATE
    cat >"$GIT_CONFIG_GLOBAL" <<-'INI'
	[user]
	    name = Jo Test
	    email = jo@test.example
	[init]
	    defaultBranch = main
	[gc]
	    auto = 0
	[maintenance]
	    auto = false
	[protocol "file"]
	    allow = always
	INI
}

operations=(merge rebase cherry-pick revert bisect 'git am' conflicts)

under_way() {
    case $1 in
    merge) git merge -q other ;;
    rebase) git -c rebase.autoStash=true rebase -q other ;;
    cherry-pick) git cherry-pick other ;;
    revert) git revert --no-edit HEAD~1 ;;
    bisect) git bisect start ;;
    'git am') git format-patch -q -1 other --stdout | git am -q ;;
    conflicts) git read-tree -i -m HEAD~1 HEAD other ;;
    esac >/dev/null 2>&1 || true
}
