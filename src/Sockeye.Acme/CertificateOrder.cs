using Sockeye.Acme.Wire;

namespace Sockeye.Acme;

/// <summary>A certificate from the order to the chain (RFC 8555 section 7.4), each step once.</summary>
public static class CertificateOrder
{
    /// <summary>Orders, proves what is not proven yet, finalizes and downloads.</summary>
    /// <param name="account">Who orders.</param>
    /// <param name="request">What for.</param>
    /// <param name="signingRequest">DER for the same names, as of <see cref="CertificateSigningRequest"/>.</param>
    /// <param name="responder">Who answers the challenges; asked to clean up in any case.</param>
    /// <param name="progress">Hears of every step, and of what failed without harm to the order; or null.</param>
    /// <param name="cancellationToken">Ends it; what was begun is still cleaned up, within <see cref="AcmeClientOptions.CleanUpTimeout"/>.</param>
    /// <exception cref="AcmeException">The authority refused, or did not see an answer: the message names the name and what it saw.</exception>
    /// <exception cref="ChallengeException">An answer could not be put in place.</exception>
    public static async Task<IssuedChain> IssueAsync(
        AcmeAccount account,
        OrderRequest request,
        byte[] signingRequest,
        IChallengeResponder responder,
        IProgress<OrderStep>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(signingRequest);
        ArgumentNullException.ThrowIfNull(responder);

        var order = await OrderAsync(account, request, progress, cancellationToken);
        if (order.Status == OrderStatus.Pending)
        {
            await new Validation(account, request.Names, responder, progress).ProveAsync(order, cancellationToken);
            order = await account.WaitWhileAsync(OrderStatus.Pending, order, cancellationToken);
        }

        if (order.Status == OrderStatus.Ready)
        {
            order = await account.FinalizeAsync(order, signingRequest, cancellationToken);
            progress?.Report(new OrderStep(OrderStage.Finalized, "the signing request is sent"));
        }

        // Ready again, from an authority that answers before it has begun.
        if (order.Status is OrderStatus.Processing or OrderStatus.Ready)
        {
            order = await account.WaitWhileAsync(order.Status, order, cancellationToken);
            order = order.Status == OrderStatus.Processing
                ? await account.WaitWhileAsync(OrderStatus.Processing, order, cancellationToken)
                : order;
        }

        if (order.Status != OrderStatus.Valid)
        {
            throw Failed(account, order, request);
        }

        var chain = await account.DownloadAsync(order, cancellationToken);
        progress?.Report(new OrderStep(OrderStage.Issued, $"the certificate for {NameList.Of(request.Names)} is issued"));
        return chain;
    }

    private static async Task<AcmeOrder> OrderAsync(
        AcmeAccount account, OrderRequest request, IProgress<OrderStep>? progress, CancellationToken cancellationToken)
    {
        AcmeOrder order;
        try
        {
            order = await account.NewOrderAsync(request, cancellationToken);
        }
        catch (AcmeException error) when (error.Problem?.Type == AcmeErrorType.AlreadyReplaced && request.Replaces is not null)
        {
            // Its replacement was issued and lost, or is another's: a certificate is still wanted.
            order = await account.NewOrderAsync(request with { Replaces = null }, cancellationToken);
        }

        progress?.Report(new OrderStep(OrderStage.Ordered, $"ordered for {NameList.Of(request.Names)}"));
        return order;
    }

    private static AcmeException Failed(AcmeAccount account, AcmeOrder order, OrderRequest request)
    {
        var why = order.Error?.ToString() ?? $"the order is {order.Status.ToString().ToLowerInvariant()}, the authority does not say why";
        var message = $"{account.Client.Authority.Name} did not issue for {NameList.Of(request.Names)}: {why}";
        return new AcmeException(message, order.Error, order.RetryAfter);
    }
}
