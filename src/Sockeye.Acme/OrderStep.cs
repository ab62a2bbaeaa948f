namespace Sockeye.Acme;

/// <summary>Something that happened on an order's way.</summary>
/// <param name="Stage">How far it is.</param>
/// <param name="Text">In words, one line; nothing secret, what the authority wrote is escaped.</param>
/// <param name="IsWarning">Whether somebody should look: the order goes on all the same.</param>
public sealed record OrderStep(OrderStage Stage, string Text, bool IsWarning = false);

/// <summary>The stages of an order.</summary>
public enum OrderStage
{
    /// <summary>The authority took the order.</summary>
    Ordered,

    /// <summary>The answers to its challenges stand.</summary>
    Presented,

    /// <summary>The authority was told, and has begun to look.</summary>
    Responded,

    /// <summary>One name is proven.</summary>
    Proven,

    /// <summary>The answers are taken away again, or could not be (a warning).</summary>
    CleanedUp,

    /// <summary>The signing request is sent.</summary>
    Finalized,

    /// <summary>The certificate is here.</summary>
    Issued,
}
