namespace Sockeye.Control.Importing.Storing;

/// <summary>What an import does, or would do, to one user or upstream of the database.</summary>
/// <param name="Kind"><c>user</c> or <c>upstream</c>.</param>
/// <param name="Name">The user's name or the upstream's id.</param>
/// <param name="Action">What is done.</param>
/// <param name="What">Which parts, as in <c>password, upstream</c>; empty where <see cref="Action"/> says all.</param>
public sealed record ImportChange(string Kind, string Name, ImportAction Action, string What);

/// <summary>What is done to a user or an upstream.</summary>
public enum ImportAction
{
    /// <summary>It was not there.</summary>
    Added,

    /// <summary>It was there and is changed.</summary>
    Changed,

    /// <summary>It is there as the files have it.</summary>
    Unchanged,

    /// <summary>An earlier import brought it and the files no longer have it: it stays, and whoever wants it gone removes it.</summary>
    Left,
}
