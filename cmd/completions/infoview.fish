# fish completion for infoview: asks `infoview completion words` what could stand there.

function __infoview_words
    set -l words (commandline -opc)
    set -l word (commandline -ct)
    # a quote that is still open is closed, so that the word can be read
    set -l read (string unescape -- $word; or string unescape -- $word\"; or string unescape -- $word\'; or echo $word)
    set -l typed (string replace -r '^~/' "$HOME/" -- $words[2..] "$read")
    for line in (command infoview completion words -- $typed 2>/dev/null)
        switch $line
            case :files
                __fish_complete_path "$word"
            case :folders
                __fish_complete_directories "$word" folder
            case '*'
                printf '%s\n' $line
        end
    end
end

complete -c infoview -f -a '(__infoview_words)'
